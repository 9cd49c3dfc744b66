"""Lambda's Runtime API for one execution environment, on a port of its own.

Source: docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import base64
import contextlib
import hmac
import json
import queue
import re
import secrets
import threading
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

INVOCATION = re.compile(r"/2018-06-01/runtime/invocation/(?P<id>[^/]+)/(?P<what>response|error)")
NEXT = "/2018-06-01/runtime/invocation/next"
INIT_ERROR = "/2018-06-01/runtime/init/error"


@dataclass(frozen=True)
class Answer:
    """What a function answered: JSON. is_error: whether it is an error's description."""

    payload: bytes
    is_error: bool


@dataclass(frozen=True)
class Invocation:
    """deadline_ms: when the function must have answered, in milliseconds since 1970."""

    request_id: str
    function_arn: str
    trace_id: str
    deadline_ms: int
    payload: bytes
    answer: "Future[Answer]" = field(default_factory=Future)

    def headers(self) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self.request_id,
            "Lambda-Runtime-Deadline-Ms": str(self.deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": self.function_arn,
            "Lambda-Runtime-Trace-Id": self.trace_id,
        }


class InitError(Exception):
    """The function could not start; `payload` is what its runtime said, as JSON."""

    def __init__(self, payload: bytes) -> None:
        super().__init__(payload.decode(errors="replace"))
        self.payload = payload


class RuntimeApi:
    """Hands one invocation at a time to the function's process. started: set when it first asks for one."""

    def __init__(self) -> None:
        self.key = f"function:{secrets.token_hex(32)}"  # in letters that need no escape in a URL
        self.started: Future[None] = Future()
        self._waiting: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._current: Invocation | None = None
        self._failure: bytes | None = None
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """Return host:port, as AWS_LAMBDA_RUNTIME_API wants it."""
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    def hand_over(self, invocation: Invocation) -> None:
        """Let the process have this invocation; its answer arrives in `invocation.answer`."""
        self._current = invocation
        if self._failure is not None:  # the process ended a moment ago
            self.fail(self._failure)
        self._waiting.put(invocation)

    def fail(self, payload: bytes) -> None:
        """Answer whatever is awaited, now and from now on: the process is gone."""
        self._failure = payload
        _settle(self.started, InitError(payload))
        if self._current:
            _settle(self._current.answer, Answer(payload, is_error=True))

    def close(self) -> None:
        """Stop serving; a process that still waits gets nothing."""
        self._waiting.put(None)
        self._server.shutdown()
        self._server.server_close()

    def next(self) -> Invocation | None:
        """Wait for the next invocation, None at the end. The first call says that the function has started."""
        _settle(self.started, None)
        return self._waiting.get()

    def answer(self, request_id: str, answer: Answer) -> bool:
        """Take the process's answer; return False if nothing of that id is awaited."""
        current = self._current
        if current is None or current.request_id != request_id:
            return False
        _settle(current.answer, answer)
        return True

    def init_error(self, payload: bytes) -> None:
        """Take the runtime's word that the function can't start."""
        _settle(self.started, InitError(payload))


def _settle(future: "Future[Any]", outcome: object) -> None:
    """Set the future's outcome, unless it has one: the first word counts."""
    with contextlib.suppress(InvalidStateError):
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, api: RuntimeApi) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = api

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a process that was killed leaves its connection in the middle."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave as one packet: two would wait 40 ms for each other

    @property
    def api(self) -> RuntimeApi:
        return cast(_Server, self.server).api

    def parse_request(self) -> bool:
        """Refuse whoever doesn't have the key that only the function's own process was given.

        A page of another site, or another user of this machine, would take an invocation away and answer it.
        """
        if not super().parse_request():
            return False
        expected = f"Basic {base64.b64encode(self.api.key.encode()).decode()}"
        if not hmac.compare_digest(self.headers.get("Authorization", "").encode(), expected.encode()):
            self.close_connection = True
            self._reply(403, {}, b"")
            return False
        return True

    def do_GET(self) -> None:
        invocation = self.api.next() if self.path == NEXT else None
        if invocation is None:
            self._reply(404 if self.path != NEXT else 410, {}, b"")
        else:
            self._reply(200, invocation.headers(), invocation.payload)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == INIT_ERROR:
            self.api.init_error(body)
            self._reply(202, {}, b"{}")
            return
        match = INVOCATION.fullmatch(self.path)
        taken = match and self.api.answer(match["id"], Answer(body, is_error=match["what"] == "error"))
        self._reply(202 if taken else 400, {}, json.dumps({"status": "OK" if taken else "unknown"}).encode())

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
