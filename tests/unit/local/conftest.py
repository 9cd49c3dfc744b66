"""The page server before a small website that stands for the emulator's."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from local.page_server import PageServer
from tests.running import free_port

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
    server = PageServer(port, (website.port, "bucket.s3-website.us-east-2.amazonaws.com"), HEADERS)
    yield port
    server.close()
