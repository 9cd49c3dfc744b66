"""The shop is usable by keyboard, on a phone, in the dark, and by a screen reader."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import CARDHOLDER, Visitor
from tests.cards import DECLINED

PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}

LOW_CONTRAST = Path(__file__).with_name("low_contrast.js").read_text(encoding="utf-8")

NAMELESS = """() => [...document.querySelectorAll("input, button, a, audio + p")]
  .filter((element) => element.checkVisibility() && !element.labels?.length
    && !(element.getAttribute("aria-label") ?? element.textContent).trim())
  .map((element) => element.outerHTML)"""

OUTLINE = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return [outlineStyle, outlineWidth];
}"""

REWIND = """() => document.querySelector("[data-stamp]").getAnimations().forEach((animation) => {
  animation.pause();
  animation.currentTime = 0;
})"""

TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
  : [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth)
    .map((element) => `${element.tagName}.${element.className}`)"""


def press(visitor: Visitor, *keys: str) -> None:
    for key in keys:
        visitor.page.keyboard.press(key)


def tab_to(visitor: Visitor, label: str) -> None:
    """Tab forward to what has this label; it must come within a round."""
    button = visitor.page.get_by_role("button", name=label, exact=True)
    target = visitor.page.get_by_label(label, exact=True).or_(button)
    for _ in range(40):
        press(visitor, "Tab")
        if target.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {label}")


def test_an_order_can_be_placed_by_keyboard_alone(visitor: Visitor) -> None:
    tab_to(visitor, "One Pizza more")
    press(visitor, "Enter", "Space")
    tab_to(visitor, "Your name")
    visitor.page.keyboard.type("Kim")
    tab_to(visitor, "Card number")
    visitor.page.keyboard.type(DECLINED)
    tab_to(visitor, "Name on the card")
    visitor.page.keyboard.type(CARDHOLDER)
    tab_to(visitor, "ZIP code")
    visitor.page.keyboard.type("43085")
    tab_to(visitor, "Security code")
    visitor.page.keyboard.type("739")
    tab_to(visitor, "Place the order")
    press(visitor, "Enter")
    visitor.see("Kim, sorry")
    expect(visitor.page.locator("#outcome-title")).to_be_focused()
    tab_to(visitor, "Try again")
    press(visitor, "Enter")
    expect(visitor.page.get_by_label("Card number")).to_be_focused()


def test_the_focus_is_always_seen(visitor: Visitor) -> None:
    for label in ("One Pizza more", "Your name", "Card number", "Place the order"):
        tab_to(visitor, label)
        assert visitor.page.evaluate(OUTLINE) == ["solid", "3px"], label


def test_what_is_wrong_is_listed_and_said_at_each_field(visitor: Visitor) -> None:
    visitor.place()
    summary = visitor.page.get_by_role("alert").filter(has_text="Almost there")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(6)
    summary.get_by_role("link", name="ZIP code").click()
    zip_code = visitor.page.get_by_label("ZIP code")
    expect(zip_code).to_be_focused()
    expect(zip_code).to_have_attribute("aria-invalid", "true")
    expect(zip_code).to_have_accessible_description("Enter the ZIP code, 3 to 10 characters.")
    zip_code.press_sequentially("4")
    expect(zip_code).not_to_have_attribute("aria-invalid", "true")
    expect(summary.get_by_role("link")).to_have_count(5)


def test_a_name_on_the_card_too_long_to_be_encrypted_is_told_at_its_field(visitor: Visitor) -> None:
    visitor.fill_in()
    visitor.page.get_by_label("Name on the card").fill("é" * 90)
    visitor.place()
    expect(visitor.page.get_by_label("Name on the card")).to_have_accessible_description(
        "Shorten the name on the card: this one is too long to be encrypted."
    )


def test_a_card_number_is_grouped_as_on_the_card(visitor: Visitor) -> None:
    number = visitor.page.get_by_label("Card number")
    number.press_sequentially("1111-111111")
    expect(number).to_have_value("1111 1111 11")


def test_the_outcome_is_announced_and_in_the_title(visitor: Visitor) -> None:
    visitor.order(name="Ida")
    visitor.see("Ida, thank you")
    assert visitor.page.title().startswith("Ida, thank you for your order")
    expect(visitor.page.locator("#outcome-title")).to_be_focused()
    expect(visitor.page.get_by_role("heading", name="Ida, thank you")).to_be_focused(timeout=20_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_and_controls_have_names(invite: Callable[..., Visitor], scheme: str) -> None:
    visitor = invite(color_scheme=scheme, reduced_motion="reduce")
    visitor.open()
    visitor.place()  # with its problems shown, the form has every kind of text
    assert visitor.page.evaluate(LOW_CONTRAST) == []
    assert visitor.page.evaluate(NAMELESS) == []
    visitor.order(DECLINED)
    visitor.see("sorry")
    assert visitor.page.evaluate(LOW_CONTRAST) == []
    assert visitor.page.evaluate(NAMELESS) == []


def test_the_dark_page_is_dark(invite: Callable[..., Visitor]) -> None:
    visitor = invite(color_scheme="dark")
    visitor.open()
    background = visitor.page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert max(background) < 60


def test_a_phone_shows_everything_without_scrolling_sideways(invite: Callable[..., Visitor]) -> None:
    visitor = invite(**PHONE)
    visitor.open()
    assert visitor.page.evaluate(TOO_WIDE) == []
    visitor.fill_in(name="W" * 80)
    assert visitor.page.evaluate(TOO_WIDE) == []
    visitor.place()
    visitor.see("thank you for your order")
    visitor.page.evaluate(REWIND)  # the outcome's stamp is largest when it begins to fall
    assert visitor.page.evaluate(TOO_WIDE) == []


def test_who_wants_less_motion_gets_none(invite: Callable[..., Visitor]) -> None:
    visitor = invite(reduced_motion="reduce")
    visitor.open()
    assert visitor.page.evaluate("document.getAnimations().length") == 0
