"""The emulator's HTTP server: on loopback, a thread for each connection.

LocalEmu's own serves by Twisted, which takes a large part of what the emulator computes for an order: each request goes
through its reactor, its thread pool and back. It ignores the host that it's told to listen on, takes forms apart before
anyone asks for them, and turns each request with `Upgrade: websocket` into a WebSocket, where a REST API goes on in
HTTP, as a server may. Nothing here speaks TLS, HTTP/2 or WebSocket.
Source: www.rfc-editor.org/rfc/rfc9112 (framing), www.rfc-editor.org/rfc/rfc9110#section-7.8 (upgrades)
"""

import _thread
import io
import socketserver
from collections.abc import Callable, Iterable
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from http import HTTPMethod, HTTPStatus
from http.server import BaseHTTPRequestHandler
from importlib import import_module
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from local.emulator.when_imported import when_imported

LARGEST = 256 << 20  # bytes of a body: what API Gateway and Lambda take is less, and they say so themselves
# What Python's parser, which is for mail, calls a line that is no header; a form's type makes it look for parts, too.
NO_HEADERS = (FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect)
WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}

type Environ = dict[str, Any]
type Application = Callable[[Environ, Any], Iterable[bytes]]


@when_imported("localemu.runtime.components")
def _replace(components: Any) -> None:
    components.BaseComponents.runtime_server = RuntimeServer()


class RuntimeServer:
    """What LocalEmu asks of its server."""

    def register(self, gateway: Any, listen: Iterable[Any], _tls: object = None) -> None:
        application = import_module("rolo.gateway.wsgi").WsgiGateway(gateway)
        [address] = listen
        self._server = _Server(application, address.host, address.port)

    def run(self) -> None:
        self._server.serve_forever()

    def shutdown(self) -> None:
        self._server.shutdown()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 1024

    def __init__(self, application: Application, host: str, port: int) -> None:
        super().__init__((host, port), _Handler)
        self.application, self.name = application, (host, str(port))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin, and don't wait until the other thread has: among busy ones that takes a millisecond and more."""
        _thread.start_new_thread(self.process_request_thread, (request, client_address))

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: whoever asked has closed the connection."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    error_message_format = ""  # a status says enough of what is no HTTP
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave as one packet

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Whatever the method is, the application answers."""
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def handle_expect_100(self) -> bool:
        going_on = super().handle_expect_100()
        self.wfile.flush()
        return going_on

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base's name
        """The emulator has a log of its own."""

    def _serve(self) -> None:
        try:
            environ = self._environ(self._body())
        except (ValueError, OSError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        run = import_module("werkzeug.test").run_wsgi_app
        parts, status, headers = run(cast(_Server, self.server).application, environ)
        try:
            self._answer(parts, status, [(str(name), str(value)) for name, value in headers])
        finally:
            getattr(parts, "close", tuple)()  # whoever streams is told that nobody listens any more

    def _body(self) -> bytes:
        """Read all of it. Raises ValueError or OSError for what isn't framed as HTTP/1.1 asks for."""
        broken = any(isinstance(defect, NO_HEADERS) for defect in self.headers.defects)
        if broken or any("\n" in value for value in self.headers.values()):
            raise ValueError("no headers")
        lengths = set(self.headers.get_all("Content-Length", ()))
        if coding := self.headers.get_all("Transfer-Encoding"):
            if lengths or [it.lower() for it in coding] != ["chunked"]:
                raise ValueError("more than one way to tell a body's length")
            return import_module("werkzeug.serving").DechunkedInput(self.rfile).read()
        [length] = lengths or {"0"}
        if not (length.isascii() and length.isdecimal() and int(length) <= LARGEST):
            raise ValueError("no length")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ValueError("less than it says")
        return body

    def _environ(self, body: bytes) -> Environ:
        """Return the request as WSGI has it and, for rolo, as it came. Source: peps.python.org/pep-3333"""
        if self.request_version == "HTTP/0.9":
            raise ValueError("no version")
        raw = self.requestline.split()[1]
        target = urlsplit(f"//localhost{raw}" if raw.startswith("/") else raw)
        named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        host, port = cast(_Server, self.server).name
        return named | {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(target.path, "latin-1"),
            "QUERY_STRING": target.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": host,
            "SERVER_PORT": port,
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "REMOTE_PORT": str(self.client_address[1]),
            "REQUEST_URI": raw,
            "RAW_URI": raw,
            "rolo.headers": [
                (name.encode("latin-1"), value.encode("latin-1")) for name, value in self.headers.items()
            ],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.input_terminated": True,
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def _answer(self, parts: Iterable[bytes], status: str, headers: list[tuple[str, str]]) -> None:
        known = {name.lower() for name, _ in headers}
        bodiless = self.command == HTTPMethod.HEAD or int(status.split(maxsplit=1)[0]) in WITHOUT_BODY
        chunked = not bodiless and "content-length" not in known
        headers += [("Date", self.date_time_string())] if "date" not in known else []
        headers += [("Transfer-Encoding", "chunked")] if chunked else []
        lines = [f"{self.protocol_version} {status}", *(f"{name}: {value}" for name, value in headers)]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        for part in () if bodiless else parts:
            if part:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
                self.wfile.flush()  # a stream's parts leave as they come
        self.wfile.write(b"0\r\n\r\n" if chunked else b"")
        self.wfile.flush()
        if ("connection", "close") in {(name.lower(), value.lower()) for name, value in headers}:
            self.close_connection = True
