"""Whatever is wrong, the page names the true cause, and is never stuck."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.answers import order_with
from tests.browser.visitor import FAILED_REQUEST, Visitor

TOO_OLD = "This browser is too old for the shop"
TAKEN_AWAY = [
    "crypto.randomUUID",
    "crypto.subtle",
    "TextEncoder",
    "Intl.NumberFormat",
    "fetch",
    "reportError",
]
# Newer than Chrome 103, Firefox 100 or Safari 15.4: without them the page must do.
NOT_NEEDED = [
    "AbortSignal.timeout",
    "Object.groupBy",
    "Array.prototype.toSorted",
    "Promise.withResolvers",
    "URL.parse",
]
LATE_SECONDS = 9


def without(visitor: Visitor, *features: str) -> None:
    """Open the page in a browser that lacks something."""
    for feature in features:
        owner, _, name = feature.rpartition(".")
        owner = owner or "globalThis"
        script = f"for (let it = {owner}; it; it = Object.getPrototypeOf(it)) delete it[{name!r}];"
        visitor.page.add_init_script(
            f"{script} if ({owner}[{name!r}] !== undefined) "
            f"Object.defineProperty({owner}, {name!r}, {{ value: undefined }});"
        )
    visitor.page.goto(visitor.shop.website_url)


@pytest.mark.parametrize("feature", TAKEN_AWAY)
def test_a_browser_that_lacks_something_is_told_so(invite: Callable[..., Visitor], feature: str) -> None:
    visitor = invite()
    without(visitor, feature)
    visitor.see(TOO_OLD)
    visitor.see(feature.rpartition(".")[2])


def test_what_came_after_the_oldest_browsers_is_not_needed(invite: Callable[..., Visitor]) -> None:
    visitor = invite()
    without(visitor, *NOT_NEEDED)
    order_with(visitor)


@pytest.mark.parametrize("pattern", ["**/js/main-*.js", "**/css/index-*.css"])
def test_a_file_that_is_missing_leaves_words_and_a_link(invite: Callable[..., Visitor], pattern: str) -> None:
    visitor = invite(reduced_motion="reduce")
    visitor.page.route(pattern, lambda route: route.abort())
    visitor.page.goto(visitor.shop.website_url)
    if "js" in pattern:
        expect(visitor.page.get_by_text("This takes long")).to_be_hidden()
        visitor.page.wait_for_timeout(LATE_SECONDS * 1_000)
        visitor.see("This takes long")
        visitor.page.unroute_all()
        visitor.page.get_by_role("link", name="Try once more").click()
    visitor.see("What would you like?")
    visitor.forgive_failed_requests()


def test_a_script_that_breaks_says_that_it_is_our_fault(visitor: Visitor) -> None:
    visitor.page.add_init_script("Document.prototype.createElement = () => { throw new TypeError('broken') }")
    visitor.page.reload()
    visitor.see("Something broke on this page")
    assert any("broken" in complaint for complaint in visitor.complaints), "it's reported"
    visitor.complaints.clear()


def test_without_scripts_nothing_spins(invite: Callable[..., Visitor]) -> None:
    visitor = invite(java_script_enabled=False)
    visitor.page.goto(visitor.shop.website_url)
    expect(
        visitor.page.locator("noscript > .notice")
    ).to_be_visible()  # what's in it, get_by_text doesn't see
    expect(visitor.page.get_by_text("Setting the table")).to_be_hidden()
    visitor.context.close()


def test_an_api_that_refuses_is_not_the_visitors_connection(visitor: Visitor) -> None:
    """A CORS refusal, a name that isn't found, a firewall: to a page they are alike."""
    refused = visitor.answer_instead("POST", *[None] * 2)
    visitor.order()
    visitor.see("The shop's till can't be reached")
    expect(visitor.page.get_by_text("offline")).to_be_hidden()
    visitor.see("thank you for your order")
    assert len(refused) == 3


def test_a_missing_sdk_is_ours_and_reported(visitor: Visitor) -> None:
    visitor.page.route("**/sdk/**", lambda route: route.fulfill(status=404))
    visitor.order()
    visitor.see("It's on our side")
    assert any("doesn't hold the shop's SDK" in complaint for complaint in visitor.complaints)
    visitor.page.unroute_all()
    visitor.see("thank you for your order")
    visitor.complaints.clear()


@pytest.mark.parametrize(
    ("offline", "words"), [(False, "A part of this page is missing"), (True, "Check your connection")]
)
def test_without_the_script_that_takes_orders_nothing_is_lost(
    visitor: Visitor, offline: bool, words: str
) -> None:
    """It's fetched when someone begins: what is typed stays, the cause is named, and the next try fetches it."""
    visitor.page.route("**/js/till-*.js*", lambda route: route.abort())
    visitor.context.set_offline(offline)
    visitor.order()
    visitor.see(words)
    expect(visitor.page.get_by_label("Security code")).not_to_have_value("")
    reported = [it for it in visitor.complaints if "till" in it and FAILED_REQUEST not in it]
    assert bool(reported) is not offline, "a fault of ours is reported, and no other"
    visitor.page.unroute_all()
    visitor.context.set_offline(False)
    visitor.place()
    visitor.see("thank you for your order")
    visitor.complaints.clear()


def test_a_reload_without_that_script_loses_no_order(visitor: Visitor) -> None:
    visitor.answer_instead("POST", *[None] * 50)
    visitor.order()
    visitor.see("The shop's till can't be reached")
    visitor.page.unroute_all()
    visitor.page.route("**/js/till-*.js*", lambda route: route.abort())
    visitor.page.reload()
    visitor.see("A part of this page is missing")
    visitor.page.unroute_all()
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.see("thank you for your order")
    visitor.complaints.clear()


def test_a_fault_of_the_page_is_not_the_network(visitor: Visitor) -> None:
    visitor.page.wait_for_load_state("networkidle")
    visitor.choose("Pizza", 1)
    visitor.page.wait_for_function("() => window.apigClientFactory !== undefined")
    visitor.page.evaluate("() => { XMLHttpRequest.prototype.open = () => { throw new TypeError('ours') } }")
    visitor.order()
    visitor.see("Something broke on this page")
    assert any("ours" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()


def test_a_browser_that_wrongly_thinks_it_is_offline_gets_no_notice(visitor: Visitor) -> None:
    visitor.page.add_init_script("Object.defineProperty(navigator, 'onLine', { value: false })")
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="One Pizza more")).to_be_visible()
    visitor.page.evaluate("() => { dispatchEvent(new Event('offline')) }")
    visitor.page.wait_for_timeout(500)
    expect(visitor.page.get_by_text("You're offline")).to_be_hidden()


def test_an_order_goes_on_by_itself_though_the_browser_never_says_that_it_is_online(visitor: Visitor) -> None:
    visitor.page.add_init_script(
        "addEventListener('online', (event) => event.stopImmediatePropagation(), true)"
    )
    visitor.page.reload()
    visitor.fill_in()
    visitor.context.set_offline(True)
    visitor.place()
    visitor.see("goes on by itself once you're connected")
    visitor.context.set_offline(False)
    visitor.see("thank you for your order")
    visitor.forgive_failed_requests()


def test_waiting_shows_that_time_passes_and_what_to_do(visitor: Visitor) -> None:
    visitor.answer_instead("GET", *[(200, {"status": "RUNNING"})] * 30)
    visitor.order()
    visitor.see("0 s so far")
    visitor.see("2 s so far")
    visitor.see("every tab of this browser finds your order again")
