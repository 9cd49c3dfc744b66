"""The page server over a small upstream that stands for the emulator's S3 website."""

import contextlib
import http.client
import os
import socket
from random import Random
from urllib.parse import unquote

import pytest

from local.page_server import PageServer, is_key
from tests.running import LOOPBACK_ADDRESSES, free_port, listening
from tests.unit.local.conftest import HEADERS, Website

READ_AT_ONCE = 65_536  # bytes; an answer to a longer line may be lost, as the rest of the line is never read
ODD_STATUSES = {b"200", b"304", b"400", b"404", b"405", b"414", b"431", b"505"}
STEPS = (
    "..",
    ".",
    "%2e%2e",
    "%252e",
    "_aws",
    "%5f",
    "a",
    "",
    "\\",
    "%5c",
    "%00",
    "%ff",
    ";x",
    "é",
    "[",
    " ",
    "%",
    "#",
    "?",
)
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "get", "PRI", "\x01", "do_GET", "x" * 200)
VERSIONS = (" HTTP/1.1",) * 6 + ("", " HTTP/0.9", " HTTP/1.0", " HTTP/2.0", " HTTP/9.9.9", " x", "\t")
HEADER_LINES = (
    "Range: bytes=0-0",
    "Range: bytes=" + "9" * 300 + "-",
    "If-None-Match: a\r\n b",
    "If-None-Match: a\rb",
    'If-None-Match: "tag"',
    "If-Modified-Since: \xff\x00\x0b",
    "Content-Length: 5",
    "Content-Length: -1",
    "Transfer-Encoding: x",
    "Expect: 100-continue",
    "no colon",
    ": no name",
    "\0: nul",
    "X: " + "x" * 70_000,
    "Host: evil.example",
)


def odd_requests(seed: int, count: int) -> list[bytes]:
    """Return `count` requests that no browser sends, ended by an empty line."""
    rng, found = Random(seed), []
    for _ in range(count):
        path = rng.choice(["/", "/", "//", "", "http://localhost/"]) + "/".join(
            rng.choices(STEPS, k=rng.randint(0, 6))
        )
        lines = rng.choices(HEADER_LINES, k=rng.choice([0, 1, 2, 120]))
        head = (
            f"{rng.choice(METHODS)} {path}{'a' * rng.choice([0, 0, 0, 5_000, 70_000])}{rng.choice(VERSIONS)}"
        )
        found.append("\r\n".join([head, *lines, "\r\n"]).encode("latin-1"))
    return [
        *found,
        *(rng.randbytes(rng.randint(9, 300)).replace(b"\n", b"") + b"\r\n\r\n" for _ in range(20)),
    ]


def ask(
    port: int, method: str, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.headers.items()), body


def test_a_file_comes_from_the_website_bucket_with_its_type_caching_and_the_security_headers(
    page_port: int, website: Website
) -> None:
    status, headers, body = ask(page_port, "GET", "/js/main.js?x=1")
    assert (status, body) == (200, b"page")
    assert website.asked == [("bucket.s3-website.us-east-2.amazonaws.com", "/js/main.js")]
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert (headers["Cache-Control"], headers["ETag"]) == ("no-cache", '"tag"')
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "x-amz-request-id" not in headers


def test_a_missing_file_is_the_websites_own_404_with_the_security_headers(page_port: int) -> None:
    status, headers, body = ask(page_port, "GET", "/nope")
    assert (status, body) == (404, b"gone")
    assert headers["X-Frame-Options"] == "DENY"


def test_head_has_the_length_and_no_body(page_port: int) -> None:
    with socket.create_connection(("127.0.0.1", page_port), timeout=10) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"Content-Length: 4\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


def test_a_browser_that_has_the_file_is_told_so(page_port: int) -> None:
    status, _, body = ask(page_port, "GET", "/", {"If-None-Match": '"tag"'})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_refused_and_the_allowed_ones_named(
    page_port: int, website: Website, method: str
) -> None:
    status, headers, _ = ask(page_port, method, "/")
    assert (status, headers["Allow"], website.asked) == (405, "GET, HEAD", [])


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/a/..%2fb", "/_localemu/health", "/%5faws/x", "/a\\b"]
)
def test_what_is_no_file_of_the_page_never_reaches_the_emulator(
    page_port: int, website: Website, path: str
) -> None:
    status, _, _ = ask(page_port, "GET", path)
    assert (status, website.asked) == (404, [])


@pytest.mark.parametrize("target", ["/\u00e9", "http://[", "/a\x01b"])
def test_a_target_that_no_browser_sends_is_a_404_too(page_port: int, website: Website, target: str) -> None:
    with socket.create_connection(("127.0.0.1", page_port), timeout=10) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        status_line = connection.makefile("rb").readline()
    assert status_line.split()[1] == b"404"
    assert website.asked == []


@pytest.mark.parametrize("target", ["http://evil/", "//evil/", "*"])
def test_what_names_another_host_is_no_file(target: str) -> None:
    assert not is_key(target, "/")


def test_an_emulator_that_is_gone_is_a_502_in_words() -> None:
    port = free_port()
    server = PageServer(port, (free_port(), "bucket"), HEADERS)
    status, headers, body = ask(port, "GET", "/")
    server.close()
    assert (status, body) == (502, b"The emulator does not answer\n")
    assert headers["X-Frame-Options"] == "DENY"


def test_the_page_is_served_on_loopback_only(page_port: int) -> None:
    addresses = {address for address, port in listening({os.getpid()}) if port == page_port}
    assert addresses
    assert addresses <= LOOPBACK_ADDRESSES


def answers_to(port: int, sent: bytes) -> bytes:
    """Return everything that the server says to these bytes until it closes."""
    said = b""
    with (
        contextlib.suppress(OSError),  # it closed before it had read everything
        socket.create_connection(("127.0.0.1", port), timeout=10) as connection,
    ):
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65536):
            said += part
    return said.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("version", [b" HTTP/0.9", b"", b" HTTP/2.0", b" HTTP/x", b" x HTTP/1.1"])
def test_what_is_no_http_1_has_the_security_headers_and_no_echo_too(page_port: int, version: bytes) -> None:
    said = answers_to(page_port, b"GET /<secret>" + version + b"\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 ")
    assert b"X-Frame-Options: DENY\r\n" in said
    assert b"secret" not in said


def test_a_body_is_not_taken_for_the_next_request(page_port: int, website: Website) -> None:
    hidden = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for length in (b"Content-Length: %d" % len(hidden), b"Transfer-Encoding: chunked", b"Content-Length: x"):
        said = answers_to(page_port, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + length + b"\r\n\r\n" + hidden)
        assert said.count(b"HTTP/1.1 ") == 1
        assert b"Connection: close\r\n" in said
    assert {path for _, path in website.asked} == {"/"}


def test_a_path_or_a_condition_longer_than_the_emulator_takes_is_no_failure_of_the_emulator(
    page_port: int,
) -> None:
    assert ask(page_port, "GET", "/" + "a" * 20_000)[0] == 414
    assert ask(page_port, "GET", "/", {"If-None-Match": "a" * 20_000})[0] == 200


def test_a_client_that_never_ends_its_request_keeps_nobody_waiting(page_port: int) -> None:
    with socket.create_connection(("127.0.0.1", page_port), timeout=10) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert ask(page_port, "GET", "/")[0] == 200


def test_hundreds_of_odd_requests_are_answered_with_all_headers_and_never_leave_the_website(
    page_port: int, website: Website, capfd: pytest.CaptureFixture[str]
) -> None:
    statuses = set()
    for sent in odd_requests(seed=4, count=400):
        answer = answers_to(page_port, sent)
        if answer or len(sent) < READ_AT_ONCE:
            head = answer.partition(b"\r\n\r\n")[0]
            assert all(f"\r\n{name}: {value}".encode() in head for name, value in HEADERS.items()), (
                sent,
                answer,
            )
            statuses.add(head.split(b" ")[1])
    assert ODD_STATUSES - {b"304"} <= statuses <= ODD_STATUSES
    asked = [unquote(path) for _, path in website.asked]
    assert asked
    assert not [path for path in asked if ".." in path.split("/") or path.startswith("/_") or "\\" in path]
    assert "Traceback" not in capfd.readouterr().err
