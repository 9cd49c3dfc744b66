"""A page of another site, open in the browser of someone who runs the shop on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.running import RunningShop

SIGNED_IN_THE_QUERY = {
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "test/20300101/us-east-2/iam/aws4_request",
    "X-Amz-Date": "20300101T000000Z",
    "X-Amz-Expires": "900",
    "X-Amz-SignedHeaders": "host",
    "X-Amz-Signature": "0",
}
IMAGE_FAILS = """address => new Promise(done => {
  const image = new Image();
  image.referrerPolicy = "no-referrer";
  image.onerror = () => done();
  image.src = address;
})"""


class AnyPage(BaseHTTPRequestHandler):
    """Answers every GET with a page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Elsewhere</title>")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class calls it
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A page at 127.0.0.1: to a browser that is another site than localhost, in the same network."""
    with ThreadingHTTPServer(("127.0.0.1", 0), AnyPage) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_it_can_not_call_the_emulator_by_an_image(
    shop: RunningShop, browser: Browser, elsewhere: str
) -> None:
    call = {"Action": "CreateUser", "UserName": "intruder", "Version": "2010-05-08", **SIGNED_IN_THE_QUERY}
    address = f"http://localhost:{shop.run.emulator_port}/?{urlencode(call)}"
    page = browser.new_page()
    try:
        page.goto(elsewhere)
        page.evaluate(IMAGE_FAILS, address)
    finally:
        page.close()
    users = shop.client("iam").list_users()["Users"]
    assert "intruder" not in {user["UserName"] for user in users}
