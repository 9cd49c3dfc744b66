"""What is no HTTP, or less than a request. On AWS it ends at AWS's own servers; here it must end as harmlessly."""

import contextlib
import socket
from collections.abc import Mapping
from random import Random
from urllib.parse import urlsplit

from tests.load.bad_bodies import good_bytes

PATIENCE_SECONDS = 1

# Each would start an execution if its mistake were overlooked, or is only the beginning of one that would.
# @ is the stage's path, * the length of the body that follows.
HEADS: Mapping[str, bytes] = {
    "two lengths": b"POST @ HTTP/1.1|Host: localhost|Content-Length: 2|Content-Length: *||",
    "negative length": b"POST @ HTTP/1.1|Host: localhost|Content-Length: -1||",
    "length in words": b"POST @ HTTP/1.1|Host: localhost|Content-Length: all||",
    "huge length": b"POST @ HTTP/1.1|Host: localhost|Content-Length: " + b"9" * 30 + b"||",
    "longer than it is": b"POST @ HTTP/1.1|Host: localhost|Content-Length: 9*||",
    "shorter than it is": b"POST @ HTTP/1.1|Host: localhost|Content-Length: 9||",
    "length and chunks": b"POST @ HTTP/1.1|Host: localhost|Content-Length: *|Transfer-Encoding: chunked||2|{}|0||",
    "bad chunk": b"POST @ HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||xyz|",
    "endless chunk": b"POST @ HTTP/1.1|Host: localhost|Transfer-Encoding: chunked||" + b"f" * 5_000 + b"|",
    "unknown transfer": b"POST @ HTTP/1.1|Host: localhost|Transfer-Encoding: x||",
    "header without colon": b"POST @ HTTP/1.1|Host: localhost|Nonsense|Content-Length: *||",
    "NUL in a header": b"POST @ HTTP/1.1|Host: localhost|X: a\0b|Content-Length: 2||{}",
    "endless header": b"POST @ HTTP/1.1|Host: localhost|Content-Length: *|X: " + b"x" * 200_000 + b"||",
    "too many headers": b"POST @ HTTP/1.1|Host: localhost|Content-Length: *|" + b"X: x|" * 5_000 + b"|",
    "endless line": b"POST @/" + b"a" * 200_000 + b" HTTP/1.1|Host: localhost|Content-Length: *||",
    "no version": b"POST @|Host: localhost|Content-Length: *||",
    "unknown version": b"POST @ HTTP/7.7|Host: localhost|Content-Length: *||",
    "spaces": b"POST  @ x HTTP/1.1|Host: localhost|Content-Length: *||",
    "no end": b"POST @ HTTP/1.1|Host: localhost|Content-Length: *|",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "nothing": b"",
}


def malformed(kind: str, stage_url: str, rng: Random) -> bytes:
    """Return what to send for a kind: its head, then a good order."""
    body = good_bytes(rng)
    path, length = urlsplit(stage_url).path.encode(), str(len(body)).encode()
    return HEADS[kind].replace(b"@", path).replace(b"*", length).replace(b"|", b"\r\n") + body


def status_of(stage_url: str, sent: bytes) -> int:
    """Send bytes as they are; return the status of the answer, or 0 if the server closes or waits for more."""
    url = urlsplit(stage_url)
    answer = b""
    with (
        contextlib.suppress(ConnectionError, TimeoutError),  # it closed before it had read everything
        socket.create_connection((url.hostname, url.port), timeout=PATIENCE_SECONDS) as connection,
    ):
        connection.sendall(sent)
        while b"\r\n" not in answer and (part := connection.recv(65_536)):
            answer += part
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.") else 0
