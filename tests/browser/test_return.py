"""What the page keeps for its visitor: after a decline, a reload, Back, in another tab; and a receipt."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.answers import running
from tests.browser.test_trouble import ARN
from tests.browser.visitor import CARDHOLDER, Visitor
from tests.cards import DECLINED

TOTAL = "[data-panel=choosing] [data-total]"
CLOCK = re.compile(r"ready at 1?\d:\d\d [AP]M")
COPIED = "navigator.clipboard.readText()"
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"


def deliver(visitor: Visitor, address: str = "1 Main Street", phone: str = "555-0100") -> None:
    visitor.page.get_by_label("Delivery").check()
    visitor.page.get_by_label("Address to deliver to").fill(address)
    visitor.page.get_by_label("Phone number").fill(phone)


def test_a_decline_keeps_what_is_not_secret_and_says_at_the_card_what_happened(visitor: Visitor) -> None:
    visitor.order(DECLINED, name="Bo")
    visitor.see("your payment didn't go through")
    visitor.page.get_by_role("button", name="Try again").click()
    expect(visitor.page.get_by_label("Name on the card")).to_have_value(CARDHOLDER)
    expect(visitor.page.get_by_label("ZIP code")).not_to_have_value("")
    expect(visitor.page.get_by_label("Card number")).to_have_value("")
    expect(visitor.page.get_by_label("Security code")).to_have_value("")
    expect(visitor.page.get_by_role("group", name="How do you pay?")).to_have_accessible_description(
        re.compile("your payment didn't go through.*Nothing was charged")
    )
    assert CARDHOLDER not in visitor.page.evaluate(STORED)
    visitor.page.get_by_role("button", name="Use the sandbox card").click()
    visitor.place()
    visitor.see("Bo, thank you for your order")


def test_the_receipt_says_what_where_and_when(visitor: Visitor) -> None:
    visitor.fill_in()
    deliver(visitor)
    visitor.place()
    visitor.see("it will be delivered in 15 minutes")
    receipt = visitor.page.locator(".receipt")
    for text in (
        "2 \u00d7",
        "Pizza",
        "$25.00",
        "Drink",
        "$2.50",
        "$27.50",
        "Delivery to 1 Main Street",
        CLOCK,
    ):
        expect(receipt).to_contain_text(text)
    assert "555-0100" not in visitor.page.locator("[data-message]").inner_text()


def test_the_order_number_is_short_and_copied_whole(invite: Callable[..., Visitor]) -> None:
    visitor = invite(permissions=["clipboard-read", "clipboard-write"])
    visitor.open()
    visitor.order()
    visitor.see("thank you for your order")
    expect(visitor.page.locator(".receipt [data-order-id]")).to_have_text(visitor.order_id()[:8].upper())
    visitor.page.get_by_role("button", name="Copy the number").click()
    expect(visitor.page.get_by_role("button", name="Copied")).to_be_visible()
    assert visitor.page.evaluate(COPIED) == visitor.order_id()


def test_the_same_again_needs_a_card_only(visitor: Visitor) -> None:
    visitor.order(name="Bo")
    visitor.see("thank you for your order")
    first = visitor.order_id()
    visitor.page.get_by_role("button", name="The same again").click()
    expect(visitor.page.locator(TOTAL)).to_have_text("$27.50")
    expect(visitor.page.get_by_label("Name on the card")).to_have_value("")
    visitor.pay_with()
    visitor.place()
    visitor.see("Bo, thank you for your order")
    assert visitor.order_id() != first


def test_a_print_is_the_receipt_alone(visitor: Visitor) -> None:
    visitor.order()
    visitor.see("thank you for your order")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("[data-panel=settled]")).to_have_css("border-top-width", "0px")
    for unprinted in (".brand", "audio", "footer", "[data-action=start-over]", ".tablecloth"):
        expect(visitor.page.locator(unprinted).first).to_be_hidden()
    expect(visitor.page.locator(".receipt")).to_be_visible()


@pytest.mark.parametrize("how", ["reload", "back"])
def test_cart_and_name_are_there_again_and_the_card_is_not(visitor: Visitor, how: str) -> None:
    visitor.fill_in(name="Bo")
    deliver(visitor)
    if how == "reload":
        visitor.page.reload()
    else:
        visitor.page.goto("about:blank")
        visitor.page.go_back()
    expect(visitor.page.locator(TOTAL)).to_have_text("$27.50")
    for label, value in {
        "Your name": "Bo",
        "Address to deliver to": "1 Main Street",
        "Phone number": "555-0100",
    }.items():
        expect(visitor.page.get_by_label(label)).to_have_value(value)
    for label in ("Card number", "Name on the card", "ZIP code", "Security code"):
        expect(visitor.page.get_by_label(label)).to_have_value("")


def test_a_running_order_is_found_again_from_another_tab(visitor: Visitor) -> None:
    visitor.answer_instead("GET", *[running(ARN)] * 50)
    visitor.order()
    visitor.see("Your order is in")
    order = visitor.order_id()
    twin: Visitor = Visitor(visitor.context, visitor.shop)
    visitor.twins.append(twin)
    visitor.page.close()
    twin.page.goto(visitor.shop.website_url)
    twin.see("thank you for your order")
    assert twin.order_id() == order


def test_back_returns_to_the_menu_and_the_order_goes_on(visitor: Visitor) -> None:
    visitor.answer_instead("GET", *[running(ARN)] * 3)
    visitor.order()
    visitor.see("Your order is in")
    visitor.page.go_back()
    visitor.see("What would you like?")
    visitor.see("There is an order of yours")
    visitor.page.wait_for_timeout(3_000)
    expect(visitor.page.get_by_label("Your name")).to_be_visible()
    visitor.page.get_by_role("button", name="see how it stands").click()
    visitor.see("thank you for your order")
    visitor.page.go_back()
    visitor.see("What would you like?")
    visitor.page.go_forward()
    visitor.see("thank you for your order")
