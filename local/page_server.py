"""The page on localhost: forwards to the emulator's S3 website, compresses and adds headers like CloudFront.

Browsers offer WebCrypto only in secure contexts; localhost is one, an S3 website endpoint is not.
Source: www.w3.org/TR/secure-contexts/#localhost
"""

import contextlib
import functools
import gzip
import http.client
import socket
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from local.ports import WITHOUT_IPV6

ASKED = ("If-None-Match", "If-Modified-Since", "Range")
ANSWERED = (
    "Accept-Ranges",
    "Cache-Control",
    "Content-Encoding",
    "Content-Range",
    "Content-Type",
    "ETag",
    "Last-Modified",
    "Location",
)
METHODS = "GET, HEAD"
# CloudFront compresses these types from 1,000 bytes on, if the browser accepts it and asked for no range.
# Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST_COMPRESSED = 1_000  # bytes
UPSTREAM_TIMEOUT_SECONDS = 20
EDIT_TIMEOUT_SECONDS = 10
LONGEST = 4_000  # characters of a path or a condition: the emulator accepts 16 KB of request line and headers


class PageServer:
    """Serves the page on every loopback address of this machine until it is closed.

    upstream: the emulator's port, and the host name of the website bucket there. headers: sent with every response.
    up_to_date: requests wait for it, up to a limit. Raises OSError if the port is not available.
    """

    def __init__(
        self,
        port: int,
        upstream: tuple[int, str],
        headers: Mapping[str, str],
        up_to_date: threading.Event | None = None,
    ) -> None:
        told = {"upstream": upstream, "added": dict(headers), "up_to_date": up_to_date}
        handler = type("Handler", (_Handler,), told)
        self._servers: list[ThreadingHTTPServer] = [ThreadingHTTPServer(("127.0.0.1", port), handler)]
        try:
            self._servers.append(_Server6(("::1", port), handler))
        except OSError as error:
            if error.errno not in WITHOUT_IPV6:
                self._servers[0].server_close()
                raise
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Stop serving, and interrupt running requests."""
        for server in self._servers:
            server.shutdown()
            server.server_close()


class _Server6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "local"
    sys_version = ""
    timeout = 30  # seconds that an idle connection is kept
    disable_nagle_algorithm = True
    upstream: tuple[int, str]
    added: Mapping[str, str]
    up_to_date: threading.Event | None

    def handle_one_request(self) -> None:
        with contextlib.suppress(ConnectionError):  # the browser has left
            super().handle_one_request()

    def do_GET(self) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # a body isn't read, and must not be read as the next request
        if len(self.path) > LONGEST:
            self._answer(HTTPStatus.REQUEST_URI_TOO_LONG, {}, b"URI too long\n")
            return
        plain = self.path.isascii() and self.path.isprintable() and self.path.startswith("/")
        path = urlsplit(self.path).path if plain else ""
        if not plain or not is_key(self.path, path):
            self._answer(HTTPStatus.NOT_FOUND, {}, b"Not found\n")
            return
        if self.up_to_date:
            self.up_to_date.wait(EDIT_TIMEOUT_SECONDS)
        try:
            status, headers, body = self._compressed(*self._ask(path))
        except (OSError, http.client.HTTPException):
            self._answer(HTTPStatus.BAD_GATEWAY, {}, b"The emulator does not answer\n")
            return
        self._answer(status, headers, body)

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        self.close_connection = True  # a body, if there is one, stays unread
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": METHODS}, b"Only GET and HEAD\n")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Respond to what the base class refuses briefly, and with all headers."""
        self.close_connection = True
        self._answer(code, {}, f"{HTTPStatus(code).phrase}\n".encode())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._refuse
        raise AttributeError(name)

    def _ask(self, path: str) -> tuple[int, dict[str, str], bytes]:
        port, website = self.upstream
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=UPSTREAM_TIMEOUT_SECONDS)
        given = {name: value for name in ASKED if (value := self.headers.get(name))}
        asked = {name: value.removeprefix("W/") for name, value in given.items() if len(value) <= LONGEST}
        try:
            connection.request("GET", path, headers={"Host": website, **asked})
            answer = connection.getresponse()
            headers = {name: value for name in ANSWERED if (value := answer.headers.get(name))}
            return answer.status, headers, answer.read()
        finally:
            connection.close()

    def _compressed(
        self, status: int, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Compress like CloudFront, which makes the ETag of a compressed response weak."""
        if not headers.get("Content-Type", "").startswith(COMPRESSED) or "Content-Encoding" in headers:
            return status, headers, body
        headers = {**headers, "Vary": "Accept-Encoding"}
        takes_it = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes_it or status == HTTPStatus.PARTIAL_CONTENT or len(body) < SMALLEST_COMPRESSED:
            return status, headers, body
        tag = {"ETag": f"W/{headers['ETag'].removeprefix('W/')}"} if "ETag" in headers else {}
        return status, {**headers, **tag, "Content-Encoding": "gzip"}, zipped(body)

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.request_version = self.protocol_version  # or a response to HTTP/0.9 would have no headers
        self.send_response(status)
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in {"Content-Type": "text/plain; charset=utf-8", **headers, **self.added}.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Log nothing."""


@functools.lru_cache(maxsize=64)
def zipped(body: bytes) -> bytes:
    """Return a compressed body, always the same bytes."""
    return gzip.compress(body, mtime=0)


def is_key(target: str, path: str) -> bool:
    """Return whether a request target is a file of the website: without `..`, and not one of the emulator's own pages,
    which begin with an underscore."""
    key = unquote(path)
    inside = ".." not in key.split("/") and "\\" not in key
    return inside and target.startswith("/") and not target.startswith("//") and not key.startswith("/_")
