"""Pages of other sites, open in the browser of someone who runs the shop on this machine.

They know what no page can know, links that the deployer signed, and still bring about nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import REBOUND
from tests.browser.elsewhere import Elsewhere
from tests.running import RunningShop
from tests.system.calling import Call, by_query, wired

KEY, BEFORE = "kept", b"as it was"
CALLS = {
    "GET": by_query("iam", "CreateUser&UserName=intruder", "2010-05-08"),
    "POST": Call("s3", "/{bucket}?delete", "POST"),
    "PUT": Call("s3", "/{bucket}/" + KEY, "PUT"),
}
DELETE = f"<Delete><Object><Key>{KEY}</Key></Object></Delete>"
# Each resolves when the browser has its answer, whatever that is.
ATTACKS = {
    "an image": """address => new Promise(done => {
      const image = Object.assign(new Image(), { referrerPolicy: "no-referrer", src: address });
      image.onload = image.onerror = done;
    })""",
    "a script": """address => new Promise(done => {
      const script = Object.assign(document.createElement("script"), { src: address });
      script.onload = script.onerror = done;
      document.body.append(script);
    })""",
    "a sound": """address => new Promise(done => {
      const sound = Object.assign(new Audio(), { src: address });
      sound.onerror = sound.onloadeddata = done;
      sound.load();
    })""",
    "a frame": """address => new Promise(done => {
      const frame = Object.assign(document.createElement("iframe"), { src: address, onload: done });
      document.body.append(frame);
    })""",
    "a call": "address => fetch(address, { mode: 'no-cors', referrerPolicy: 'no-referrer' }).catch(() => 0)",
    "a beacon": """address => {
      navigator.sendBeacon(address, "");
      return new Promise(done => setTimeout(done, 500));
    }""",
}
NAVIGATIONS = {
    "a form": """address => {
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", action: address, enctype: "text/plain" });
      document.body.append(form);
      form.submit();
    }""",
    "a click": """address => {
      const link = Object.assign(document.createElement("a"), { href: address, referrerPolicy: "no-referrer" });
      document.body.append(link);
      link.click();
    }""",
    "another window": "address => { open(address, '_self', 'noreferrer') }",
}


@dataclass
class Target:
    """What must stay as it is. answers: what the emulator said to the browser."""

    shop: RunningShop
    bucket: str
    answers: list[Response]

    def signed(self, method: str) -> str:
        """Return an address that does harm, signed by the deployer."""
        call = CALLS[method]
        with wired(self.shop.run.emulator_port, self.shop.credentials) as wire:
            named = Call(call.service, call.target.format(bucket=self.bucket), method)
            return f"http://{wire.host}{wire.presigned(named).target}"

    def watch(self, page: Page) -> Page:
        page.on("response", self._note)
        return page

    def _note(self, response: Response) -> None:
        if urlsplit(response.url).port == self.shop.run.emulator_port:
            self.answers.append(response)

    def assert_untouched(self) -> None:
        assert self.answers, "the browser did ask"
        assert {it.status for it in self.answers} == {403}
        assert "intruder" not in {user["UserName"] for user in self.shop.client("iam").list_users()["Users"]}
        kept = self.shop.client("s3").get_object(Bucket=self.bucket, Key=KEY)["Body"].read()
        assert kept == BEFORE


@pytest.fixture
def target(shop: RunningShop) -> Iterator[Target]:
    s3, bucket = shop.client("s3"), "target-of-other-sites"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "us-east-2"})
    s3.put_object(Bucket=bucket, Key=KEY, Body=BEFORE)
    yield Target(shop, bucket, [])
    s3.delete_object(Bucket=bucket, Key=KEY)
    s3.delete_bucket(Bucket=bucket)


@pytest.fixture
def page(browser: Browser, target: Target) -> Iterator[Page]:
    page = browser.new_page()
    yield target.watch(page)
    page.close()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_of_another_site_brings_about_nothing(
    target: Target, page: Page, elsewhere: Elsewhere, attack: str, method: str
) -> None:
    page.goto(elsewhere.url)
    page.evaluate(ATTACKS[attack], target.signed(method))
    target.assert_untouched()


@pytest.mark.parametrize("attack", NAVIGATIONS)
def test_nor_does_it_by_going_there(target: Target, page: Page, elsewhere: Elsewhere, attack: str) -> None:
    page.goto(elsewhere.url)
    address = target.signed("POST" if attack == "a form" else "GET")
    with page.expect_navigation():
        page.evaluate(NAVIGATIONS[attack], address)
    target.assert_untouched()


def test_nor_does_a_link_that_the_user_opens_and_that_redirects(
    target: Target, page: Page, elsewhere: Elsewhere
) -> None:
    """Such a request says `Sec-Fetch-Site: none`, as if the user had typed the address."""
    elsewhere.redirects_to = target.signed("GET")
    page.goto(elsewhere.url)
    assert target.answers[0].request.all_headers()["sec-fetch-site"] == "none"
    target.assert_untouched()


@pytest.mark.parametrize("method", CALLS)
def test_nor_does_a_page_whose_name_was_made_to_point_here(
    target: Target, page: Page, shop: RunningShop, method: str
) -> None:
    """To the browser it is the emulator's own page: same origin, any method, any body."""
    page.goto(f"http://{REBOUND}:{shop.run.emulator_port}/")
    here = urlsplit(target.signed(method))
    call = "([address, method, body]) => fetch(address, { method, body }).then(it => it.status)"
    body = None if method == "GET" else DELETE
    assert page.evaluate(call, [f"{here.path}?{here.query}", method, body]) == 403
    target.assert_untouched()


ORDER = """([url, body]) => fetch(url, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
}).then(it => it.status, () => "refused")"""


def test_a_page_may_not_ask_an_api_whose_cors_does_not_allow_it(
    shop: RunningShop, page: Page, elsewhere: Elsewhere
) -> None:
    """One that is allowed may: test_local_surroundings."""
    page.goto(elsewhere.url)
    assert page.evaluate(ORDER, [shop.stage_url, {"input": {}}]) == "refused"
