"""How an order ends that isn't simply paid or declined, told by a shop whose answers the tests choose."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.answers import OUTCOME, STARTED, error, order_with, succeeded
from tests.browser.visitor import Visitor

REFUSING = "() => { throw new DOMException('no', 'SecurityError') }"
FULL = "() => { throw new DOMException('full', 'QuotaExceededError') }"
# What a browser may do with what a page wants to keep, or to copy.
UNWILLING = {
    "no storage": f"for (const it of ['sessionStorage', 'localStorage'])"
    f" Object.defineProperty(self, it, {{ get: {REFUSING} }})",
    "full storage": f"Storage.prototype.setItem = {FULL}",
    "no reading": f"Storage.prototype.getItem = {REFUSING}",
    "broken storage": """for (const it of [sessionStorage, localStorage])
      for (const key of ['shop.order', 'shop.cart']) it.setItem(key, '{"customer": {"name": 1}, "request": 2, ')""",
    "an odd cart": """sessionStorage.setItem('shop.cart', '{"customer": {"name": "Ann"}}')""",
}


@pytest.mark.parametrize(
    ("status", "stamp", "total"),
    [
        ("CONFIRMED", "Confirmed", "Paid"),
        ("CANCELLED", "Declined", "Not charged"),
        ("UNKNOWN", "Not known yet", "Perhaps charged"),
    ],
)
def test_each_outcome_has_its_own_stamp_picture_and_colour(
    visitor: Visitor, status: str, stamp: str, total: str
) -> None:
    order_with(visitor, status=status)
    panel = visitor.page.locator("[data-panel=settled]")
    expect(panel.locator("[data-stamp]")).to_have_text(stamp)
    expect(panel.locator("[data-total-label]")).to_have_text(total)
    picture = "margherita" if status == "CONFIRMED" else "plate"
    expect(panel.locator("[data-picture]")).to_have_attribute("src", re.compile(rf"#{picture}$"))
    border = "dashed" if status == "UNKNOWN" else "double"
    expect(panel.locator("[data-stamp]")).to_have_css("border-top-style", border)


def test_an_order_that_nobody_knows_yet_offers_no_second_one_and_stays_after_a_reload(
    visitor: Visitor,
) -> None:
    order_with(visitor, status="UNKNOWN")
    for action in ("Try again", "The same again", "Order something else"):
        expect(visitor.page.get_by_role("button", name=action)).to_be_hidden()
    visitor.page.reload()
    visitor.see("Not known yet")
    visitor.page.go_back()
    visitor.see("There is an order of yours")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$27.50")


def test_a_shop_that_has_just_closed_says_so_at_once_and_takes_the_order_when_it_opens(
    visitor: Visitor,
) -> None:
    bodies = visitor.answer_instead("POST", error(503, "Closed"), STARTED)
    visitor.answer_instead("GET", succeeded(OUTCOME | {"status": "CONFIRMED"}))
    visitor.order()
    visitor.see("The shop is closed")
    visitor.see("what you chose is kept")
    assert len(bodies) == 1, "nothing is gained by asking again"
    visitor.pay_with()
    visitor.place()
    visitor.see(OUTCOME["message"])


@pytest.mark.parametrize("unwilling", UNWILLING)
def test_a_browser_that_keeps_nothing_still_orders(invite: Callable[..., Visitor], unwilling: str) -> None:
    visitor = invite()
    visitor.page.add_init_script(f"try {{ {UNWILLING[unwilling]} }} catch {{}}")
    visitor.open()
    order_with(visitor, status="CONFIRMED")


def test_a_browser_that_copies_nothing_shows_the_whole_number(visitor: Visitor) -> None:
    visitor.page.evaluate("() => { Object.defineProperty(navigator, 'clipboard', { value: undefined }) }")
    order_with(visitor, status="CONFIRMED")
    visitor.page.get_by_role("button", name="Copy the number").click()
    visitor.see(OUTCOME["orderId"])


def test_a_menu_that_cant_be_read_again_loses_no_order(visitor: Visitor) -> None:
    """After a refusal the page looks at the shop anew; when that fails too, the form is there with what was said."""
    visitor.page.route("**/config.json", lambda route: route.abort())
    visitor.answer_instead("POST", error(400, "InvalidRequestBody"))
    visitor.order()
    visitor.see("The shop refused the order")
    expect(visitor.page.locator("[data-panel=choosing] [data-total]")).to_have_text("$27.50")
    visitor.forgive_failed_requests()
