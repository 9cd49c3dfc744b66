"""What is typed is what is meant."""

import json

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

PASTE = """(field, text) => {
  field.focus();
  document.execCommand("insertText", false, text);
}"""
PASTED = (
    "1111 - 1111 - 1111 - 1111",
    "１１１１　１１１１　１１１１　１１１１",
    "1111–1111–1111–1111",
    "\u202a1111\u00a01111\u200b1111\u202f1111\u202c",
)
DIGITS = "Enter the 12 to 19 digits of the card's number"
TOTAL = "[data-panel=choosing] [data-total]"
WHOLE, AT_MOST = "Enter a whole number from 0 to 20.", "The shop takes up to 20 of a dish."
QUANTITIES = [
    ("1e1", "2", WHOLE),
    ("1.5", "2", WHOLE),
    ("-3", "2", WHOLE),
    ("100", "20", AT_MOST),
    ("21", "20", AT_MOST),
    ("１２", "12", None),
]
TWISTED = ["Ann\u202e", "\u2066Ann", "\u200b\u200d", "\u3164", "\u2800 \u00ad", "Ann\u0007"]


def test_a_pasted_number_is_taken_whole(visitor: Visitor) -> None:
    number = visitor.page.get_by_label("Card number")
    for pasted in PASTED:
        number.fill("")
        number.evaluate(PASTE, pasted)
        expect(number).to_have_value("1111 1111 1111 1111")


def test_a_number_with_something_else_in_it_is_refused_not_shortened(visitor: Visitor) -> None:
    visitor.fill_in()
    for typed in ("411111111111111O", "1111 1111 1111 1111 1111 1"):
        visitor.page.get_by_label("Card number").fill(typed)
        expect(visitor.page.get_by_text(DIGITS)).to_have_count(0)
        visitor.place()
        visitor.see(DIGITS)


def test_a_keyboard_that_composes_is_left_alone(visitor: Visitor) -> None:
    number = visitor.page.get_by_label("Card number")
    number.focus()
    session = visitor.context.new_cdp_session(visitor.page)
    for composed in ("１", "１１", "１１１", "１１１１", "１１１１１"):
        session.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
        expect(number).to_have_value(composed)
    session.send("Input.insertText", {"text": "１１１１１"})
    expect(number).to_have_value("1111 1")


def test_a_number_composed_where_another_was_refused_stays(visitor: Visitor) -> None:
    """The complaint goes with the first key; what is typed doesn't go with it."""
    pieces = visitor.page.get_by_label("How many: Pizza")
    pieces.fill("1e1")
    pieces.press("Enter")
    visitor.see("Enter a whole number")
    pieces.select_text()
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Input.imeSetComposition", {"text": "３", "selectionStart": 1, "selectionEnd": 1})
    expect(visitor.page.get_by_text("Enter a whole number")).to_have_count(0)
    expect(pieces).to_have_value("３")
    session.send("Input.insertText", {"text": "３"})
    pieces.press("Enter")
    expect(pieces).to_have_value("3")


def test_zip_and_code_are_read_from_any_keyboard(visitor: Visitor) -> None:
    visitor.fill_in()
    visitor.page.get_by_label("ZIP code").fill("４３０８５")
    visitor.page.get_by_label("Security code").fill("１２３")
    visitor.place()
    visitor.see("thank you for your order")


def test_a_phone_number_is_read_from_any_keyboard_too(visitor: Visitor) -> None:
    visitor.answer_instead("POST", (200, {"executionArn": "arn"}))
    visitor.fill_in()
    visitor.page.get_by_text("to your door").click()
    visitor.page.get_by_label("Address to deliver to").fill("1 Main St")
    visitor.page.get_by_label("Phone number").fill("\u202a＋１ ６１４ ５５５‑０１００\u202c")
    with visitor.page.expect_request(lambda request: request.method == "POST") as sent:
        visitor.place()
    order = json.loads(sent.value.post_data or "")
    assert order["input"]["delivery"]["phone"] == "+1 614 555-0100"


def test_enter_in_a_quantity_does_not_pay(visitor: Visitor) -> None:
    visitor.fill_in()
    quantity = visitor.page.get_by_label("How many: Salad")
    quantity.fill("3")
    quantity.press("Enter")
    expect(visitor.page.locator(TOTAL)).to_have_text("$47.75")
    expect(visitor.page.get_by_label("Card number")).to_be_visible()
    assert not [request for request in visitor.requests if request.method == "POST"]


def test_a_quantity_never_changes_silently(visitor: Visitor) -> None:
    quantity = visitor.page.get_by_label("How many: Pizza")
    for typed, kept, said in QUANTITIES:
        quantity.fill("2")
        quantity.blur()
        quantity.select_text()
        visitor.page.keyboard.type(typed)
        quantity.blur()
        expect(quantity).to_have_value(kept)
        if said:
            expect(quantity).to_have_accessible_description(said)
            visitor.page.get_by_role("button", name="One Pizza less").click()
            expect(visitor.page.get_by_text(said)).to_have_count(0)


def test_a_name_has_something_to_see_and_turns_nothing_round(visitor: Visitor) -> None:
    visitor.fill_in()
    for name in TWISTED:
        visitor.page.get_by_label("Your name").fill(name)
        expect(visitor.page.get_by_text("Enter your name")).to_have_count(0)
        visitor.place()
        visitor.see("Enter your name")
