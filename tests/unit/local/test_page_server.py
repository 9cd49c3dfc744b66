"""The page server over a small upstream that stands for the emulator's S3 website."""

import http.client
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from local.page_server import PageServer, Upstream, is_key
from tests.running import LOOPBACK_ADDRESSES, free_port, listening_addresses

HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY"}


@dataclass
class Website:
    """Remembers what it was asked; answers a page, 304 or 404."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)


def _handler(website: Website) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            website.asked.append((self.headers["Host"], self.path))
            status = 404 if self.path == "/nope" else 304 if self.headers["If-None-Match"] == '"tag"' else 200
            self.send_response(status)
            self.send_header("Content-Type", "text/javascript; charset=utf-8")
            self.send_header("Cache-Control", "no-cache")
            self.send_header("ETag", '"tag"')
            self.send_header("x-amz-request-id", "internal")
            self.end_headers()
            if status != 304:
                self.wfile.write(b"gone" if status == 404 else b"page")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler


@pytest.fixture
def website() -> Iterator[Website]:
    website = Website(free_port())
    server = ThreadingHTTPServer(("127.0.0.1", website.port), _handler(website))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield website
    server.shutdown()
    server.server_close()


@pytest.fixture
def page_port(website: Website) -> Iterator[int]:
    port = free_port()
    server = PageServer(port, Upstream(website.port, "bucket.s3-website.us-east-2.amazonaws.com"), HEADERS)
    yield port
    server.close()


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
    server = PageServer(port, Upstream(free_port(), "bucket"), HEADERS)
    status, headers, body = ask(port, "GET", "/")
    server.close()
    assert (status, body) == (502, b"The emulator does not answer\n")
    assert headers["X-Frame-Options"] == "DENY"


def test_the_page_is_served_on_loopback_only(page_port: int) -> None:
    addresses = listening_addresses(page_port)
    assert addresses <= LOOPBACK_ADDRESSES
    assert addresses
