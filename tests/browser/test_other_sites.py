"""A page of another site, open in the browser of someone who runs the shop on this machine."""

from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests.browser.elsewhere import Elsewhere
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


def test_it_can_not_call_the_emulator_by_an_image(
    shop: RunningShop, browser: Browser, elsewhere: Elsewhere
) -> None:
    call = {"Action": "CreateUser", "UserName": "intruder", "Version": "2010-05-08", **SIGNED_IN_THE_QUERY}
    address = f"http://localhost:{shop.run.emulator_port}/?{urlencode(call)}"
    page = browser.new_page()
    try:
        page.goto(elsewhere.url)
        page.evaluate(IMAGE_FAILS, address)
    finally:
        page.close()
    users = shop.client("iam").list_users()["Users"]
    assert "intruder" not in {user["UserName"] for user in users}
