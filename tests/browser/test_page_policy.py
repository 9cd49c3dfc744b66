"""The page's security headers: they are everywhere, a whole order gets by with them, and browsers act on them."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from components.website.bundle import bundled
from components.website.security import UNUSED_FEATURES, content_security_policy, security_headers
from tests.browser.elsewhere import Elsewhere
from tests.browser.visitor import Visitor
from tests.running import ROOT, RunningShop

SITE = ROOT / "site"
ATTEMPTS = (Path(__file__).parent / "attempts.js").read_text()
# What each attempt breaks; to the browser several are of one kind.
BROKEN = {
    "a script in the page": "script-src-elem",
    "a script of another site": "script-src-elem",
    "a script made of data": "script-src-elem",
    "a handler in an attribute": "script-src-attr",
    "a link to a script": "script-src-elem",
    "eval": "script-src",
    "a function made of text": "script-src",
    "a timer made of text": "script-src",
    "a worker": "worker-src",
    "a style in the page": "style-src-elem",
    "a style in an attribute": "style-src-attr",
    "a style of another site": "style-src-elem",
    "an image of another site": "img-src",
    "a sound of another site": "media-src",
    "a font of another site": "font-src",
    "a frame of another site": "frame-src",
    "an object of another site": "object-src",
    "a call of another site": "connect-src",
    "a beacon to another site": "connect-src",
    "a socket to another site": "connect-src",
    "a stream of another site": "connect-src",
    "a form for another site": "form-action",
    "another base": "base-uri",
}
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
"""
HEARD = "audio => audio.ended || audio.currentTime > 0.5"


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.fixture(name="headers")
def _headers(shop: RunningShop) -> Mapping[str, str]:
    """What every answer of the page must carry: the headers of CloudFront's policy, for this shop's API and audio."""
    policy = content_security_policy([origin(shop.stage_url)], [shop.emulator_url])
    return {name.lower(): value for name, value in security_headers(policy).items()}


@pytest.fixture(name="page")
def _page(browser: Browser, shop: RunningShop) -> Iterator[Page]:
    """The shop's page without anyone who minds what it complains of."""
    page = browser.new_page()
    page.goto(shop.website_url)
    yield page
    page.context.close()


def test_a_whole_order_breaks_no_rule_and_asks_nobody_but_page_api_and_audio(
    invite: Callable[..., Visitor], headers: Mapping[str, str]
) -> None:
    visitor = invite()
    visitor.page.add_init_script(LISTEN)
    visitor.open()
    visitor.order()
    visitor.see("thank you for your order")
    visitor.page.wait_for_function(HEARD, arg=visitor.page.locator("audio").element_handle())
    assert visitor.page.evaluate("violations") == []
    page, api, audio = (
        origin(url) for url in (visitor.shop.website_url, visitor.shop.stage_url, visitor.shop.emulator_url)
    )
    assert {origin(request.url) for request in visitor.requests} == {page, api, audio}
    for request in visitor.requests:
        sent = request.all_headers()
        assert not any(sent.get(name) for name in ("referer", "cookie", "authorization")), request.url
    assert visitor.context.cookies() == []
    answers = [answer for request in visitor.requests if (answer := request.response())]
    kinds = {answer.request.resource_type for answer in answers if origin(answer.url) == page}
    assert kinds >= {"document", "script", "stylesheet", "image"}
    for answer in answers:
        if origin(answer.url) == page:
            assert headers.items() <= answer.all_headers().items(), answer.url


def test_every_file_and_every_refusal_has_all_headers(shop: RunningShop, headers: Mapping[str, str]) -> None:
    files = [file.key for file in bundled(SITE)]
    sdk = [urlsplit(shop.outputs["sdkBundle"]["url"]).path.lstrip("/")]
    found = [*files, *sdk, "", "config.json", "index.html?query=1"]
    for path, status in [*((path, 200) for path in found), ("none", 404), ("js/", 404), ("../x", 404)]:
        answered, got = ask(f"{shop.website_url}/{path}")
        assert (answered, path) == (status, path)
        assert headers.items() <= got.items(), path
    for method in ("POST", "DELETE", "OPTIONS"):
        answered, got = ask(shop.website_url, method)
        assert answered == 405
        assert headers.items() <= got.items(), method
        assert "access-control-allow-origin" not in got


def ask(url: str, method: str = "GET") -> tuple[int, dict[str, str]]:
    """Return status and headers, by their lower-case names."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=20) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}


def test_nothing_that_an_intruder_would_try_works(page: Page, elsewhere: Elsewhere, headers: Any) -> None:
    """By a script of the page's own, as if someone had got one in."""
    page.route("**/attempts.js", lambda route: route.fulfill(body=ATTEMPTS, content_type="text/javascript"))
    page.add_script_tag(url="attempts.js")
    assert set(page.evaluate("attempts")) == set(BROKEN)
    came_of_it = {
        name: page.evaluate("([name, foreign]) => attempt(name, foreign)", [name, elsewhere.url])
        for name in BROKEN
    }
    assert came_of_it == BROKEN
    assert page.evaluate("violations") == len(BROKEN), "one for each, so none was taken for another's"
    assert page.evaluate("window.taken") is None
    assert elsewhere.asked == []


def test_no_other_site_can_show_the_page_in_a_frame(
    browser: Browser, shop: RunningShop, elsewhere: Elsewhere
) -> None:
    elsewhere.body = f'<iframe src="{shop.website_url}"></iframe>'
    page = browser.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors 'none'" in message.text):
        page.goto(elsewhere.url)
    [frame] = page.main_frame.child_frames
    assert not frame.evaluate("document.title.includes('goPizza')")
    page.context.close()


def test_no_other_site_can_use_what_the_page_is_made_of(
    browser: Browser, shop: RunningShop, elsewhere: Elsewhere
) -> None:
    pictures = next(file.key for file in bundled(SITE) if file.name == "images/pictures.svg")
    elsewhere.body = f'<img src="{shop.website_url}/{pictures}#pizza">'
    page = browser.new_page()
    with page.expect_event("requestfailed") as failed:
        page.goto(elsewhere.url)
    assert failed.value.url.endswith(f"/{pictures}")
    assert failed.value.failure == "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"
    page.context.close()


def test_a_site_that_a_visitor_goes_on_to_is_not_told_where_from(page: Page, elsewhere: Elsewhere) -> None:
    page.evaluate(
        """address => document.body.append(Object.assign(document.createElement("a"), {
        href: address, textContent: "Elsewhere" }))""",
        elsewhere.url,
    )
    page.get_by_role("link", name="Elsewhere").click()
    expect(page).to_have_title("Elsewhere")
    assert "referer" not in elsewhere.asked[0]
    assert page.evaluate("document.referrer") == ""


def test_a_site_that_the_page_opens_has_no_hold_on_it(page: Page, elsewhere: Elsewhere) -> None:
    with page.expect_popup() as opened:
        page.evaluate("address => { window.open(address) }", elsewhere.url)
    expect(opened.value).to_have_title("Elsewhere")
    assert opened.value.evaluate("window.opener") is None


def test_the_page_can_not_even_ask_for_what_it_has_no_use_for(page: Page) -> None:
    page.context.grant_permissions(["geolocation", "camera", "microphone"])
    allowed = "feature => document.featurePolicy.allowsFeature(feature)"
    assert [feature for feature in UNUSED_FEATURES if page.evaluate(allowed, feature)] == []
    refused = page.evaluate(
        "new Promise(done => navigator.geolocation.getCurrentPosition(() => done(null), done)).then(it => it?.code)"
    )
    assert refused == 1, "PERMISSION_DENIED, though the visitor would have allowed it"
