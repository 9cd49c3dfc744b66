"""Send requests over kept connections, several at once, and judge what comes back."""

import http.client
import json
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from components.rest_api.errors import CONTRACT
from tests.load.bad_kinds import JSON, BadRequest

AT_ONCE = 4
TIMEOUT_SECONDS = 30
STATUSES = {code: error.status for code, error in CONTRACT.items()}


@dataclass(frozen=True)
class Tried:
    """status: 0 if no answer came; seconds: until all of the answer was there; faults: what is wrong with it."""

    number: int
    kind: str
    status: int
    seconds: float
    faults: list[str]


class Sender:
    """One connection to a stage, made anew when the server has closed it."""

    def __init__(self, stage_url: str, origin: str) -> None:
        url = urlsplit(stage_url)
        assert url.hostname in {"localhost", "127.0.0.1"}, "only a shop on this machine is to be tried"
        self._path, self._origin = url.path, origin
        self._connection = http.client.HTTPConnection(url.hostname, url.port, timeout=TIMEOUT_SECONDS)

    def try_one(self, number: int, request: BadRequest) -> Tried:
        """Send a request and judge the answer; no answer at all is a fault too."""
        started = time.monotonic()
        try:
            self._send(request)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            return Tried(number, request.kind, 0, time.monotonic() - started, [f"no answer: {error!r}"])
        found = faults(request, answer.status, dict(answer.headers.items()), body, self._origin)
        return Tried(number, request.kind, answer.status, time.monotonic() - started, found)

    def close(self) -> None:
        self._connection.close()

    def _send(self, request: BadRequest) -> None:
        connection = self._connection
        connection.putrequest(request.method, self._path + request.target, skip_accept_encoding=True)
        names = {name for name, _ in request.headers}
        for name, value in (*request.headers, *(() if "Origin" in names else (("Origin", self._origin),))):
            connection.putheader(name, value)
        if request.chunked:
            connection.putheader("Transfer-Encoding", "chunked")
            halves = (request.body[: len(request.body) // 2], request.body[len(request.body) // 2 :])
            connection.endheaders((half for half in halves if half), encode_chunked=True)
        else:
            connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body)


def faults(request: BadRequest, status: int, headers: dict[str, str], body: bytes, origin: str) -> list[str]:
    """Return in what an answer differs from the refusal that the contract has for a request."""
    named = {name.lower(): value for name, value in headers.items()}
    wanted = {
        "content-type": {JSON},
        "access-control-allow-origin": {origin},
        "cache-control": {"no-store"},
        "x-content-type-options": {"nosniff"},
    }
    found = [f"{name}: {named.get(name)}" for name, good in wanted.items() if named.get(name) not in good]
    allowed = {STATUSES[code] for code in request.codes}
    if status not in allowed:
        found.append(f"status {status} instead of {sorted(allowed)}: {body[:200]!r}")
    elif request.method != "HEAD":
        found += _body_faults(request, status, body)
    return found


def _body_faults(request: BadRequest, status: int, body: bytes) -> list[str]:
    try:
        told: Any = json.loads(body)["error"]
        fields, code = set(told), told["code"]
    except (ValueError, TypeError, KeyError):
        return [f"no error of the contract: {body[:200]!r}"]
    if fields != {"code", "message", "requestId"} or not all(
        isinstance(it, str) and it for it in told.values()
    ):
        return [f"another error than the contract's: {told}"]
    if code not in request.codes or STATUSES[code] != status:
        return [f"{status} {code}"]
    return (
        [] if told["message"] == CONTRACT[code].message else [f"another sentence than the contract's: {told}"]
    )


def send_all(stage_url: str, origin: str, requests: Iterable[BadRequest]) -> list[Tried]:
    """Try all requests, AT_ONCE of them at a time."""
    numbered = list(enumerate(requests))

    def share(first: int) -> list[Tried]:
        sender = Sender(stage_url, origin)
        try:
            return [
                sender.try_one(number, request) for number, request in islice(numbered, first, None, AT_ONCE)
            ]
        finally:
            sender.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [tried for part in pool.map(share, range(AT_ONCE)) for tried in part]
