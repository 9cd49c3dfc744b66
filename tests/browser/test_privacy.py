"""A card stays in the form until it's encrypted, and then nowhere."""

import json
from urllib.parse import unquote

from tests.browser.answers import running
from tests.browser.visitor import CARDHOLDER, Visitor, executions

NUMBER = "5105105105105100"
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href])"
TYPED = "[...document.querySelectorAll('input')].map(input => input.value).join('|')"
ARN = "arn:aws:states:us-east-2:000000000000:execution:orders:x"


def assert_no_card(text: str) -> None:
    digits = text.replace(" ", "")
    assert NUMBER not in digits
    assert CARDHOLDER not in unquote(text)
    assert CARDHOLDER.replace(" ", "+") not in text


def test_no_card_is_in_storage_or_requests_or_the_form_once_its_on_its_way(visitor: Visitor) -> None:
    visitor.answer_instead("GET", *[running(ARN)] * 3)
    visitor.order(NUMBER)
    visitor.see("Your order is in")
    assert visitor.order_id() in visitor.page.evaluate(STORED), "the order itself is kept, for reloads"
    for look in (STORED, TYPED):
        assert_no_card(visitor.page.evaluate(look))
    visitor.see("your payment didn't go through")
    for look in (STORED, TYPED, "document.documentElement.outerHTML"):
        assert_no_card(visitor.page.evaluate(look))
    for request in visitor.requests:
        assert_no_card(request.url)
        assert_no_card(request.post_data or "")
        assert_no_card(json.dumps(request.headers))


def test_the_shop_gets_the_card_as_ciphertext_only(visitor: Visitor) -> None:
    before = executions(visitor.shop)
    visitor.order(NUMBER)
    visitor.see("your payment didn't go through")
    sent = json.loads(
        next(request.post_data or "" for request in visitor.requests if request.method == "POST")
    )
    assert set(sent) == {"name", "input"}
    assert set(sent["input"]["card"]) == {"keyId", "ciphertext"}
    assert {sent["name"]} == executions(visitor.shop) - before


def test_nothing_is_sent_when_the_form_is_submitted_without_its_script(visitor: Visitor) -> None:
    visitor.page.route("**/main-*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    visitor.page.reload()
    visitor.page.locator("#card-number").evaluate("(field, digits) => { field.value = digits }", NUMBER)
    before = len(visitor.requests)
    with visitor.page.expect_console_message(lambda message: "form-action 'none'" in message.text):
        visitor.page.evaluate("document.querySelector('form').submit()")
    assert visitor.requests[before:] == []
    visitor.complaints.clear()
