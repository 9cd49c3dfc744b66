"""Whatever goes wrong on the way, the page has words for it and the order is taken once."""

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.answers import ARN, OUTCOME, STARTED, error, running, succeeded
from tests.browser.visitor import Visitor
from tests.limiting import limits
from tests.records import assert_taken_once, books
from tests.running import RunningShop
from tests.system.asking import Api


def has_ended(shop: RunningShop, arn: str) -> bool:
    """Return whether an execution is through."""
    return shop.client("stepfunctions").describe_execution(executionArn=arn)["status"] != "RUNNING"


def test_a_reload_in_the_middle_of_an_order_picks_it_up_and_orders_once(visitor: Visitor) -> None:
    before = books(visitor.shop)
    visitor.answer_instead("GET", *[running(ARN)] * 50)
    visitor.order()
    visitor.see("Your order is in")
    order_id = visitor.order_id()
    visitor.page.unroute_all()
    visitor.page.reload()
    visitor.see("thank you for your order")
    assert visitor.order_id() == order_id
    assert_taken_once(visitor.shop, order_id, before)


def test_a_reload_before_the_answer_sends_the_identical_order_again(visitor: Visitor) -> None:
    before = books(visitor.shop)
    bodies = visitor.answer_instead("POST", *[None] * 50)
    visitor.order()
    visitor.see("The shop's till can't be reached")
    visitor.page.unroute_all()
    again = visitor.answer_instead("POST")
    visitor.page.reload()
    visitor.see("thank you for your order")
    assert {json.dumps(json.loads(body), sort_keys=True) for body in (bodies[0], again[0])} == {
        json.dumps(json.loads(again[0]), sort_keys=True)
    }
    assert_taken_once(visitor.shop, visitor.order_id(), before)


def test_a_reload_after_the_shop_had_the_order_finds_it_even_when_it_is_through(visitor: Visitor) -> None:
    before = books(visitor.shop)
    arns = visitor.lose_answers(1, hang=True)
    visitor.order()
    visitor.wait_until(lambda: arns and has_ended(visitor.shop, arns[0]))  # the same name is a 409 now
    visitor.page.reload()
    visitor.see("thank you for your order")
    assert_taken_once(visitor.shop, visitor.order_id(), before)


def test_a_tab_that_is_duplicated_before_the_answer_is_the_same_order(visitor: Visitor) -> None:
    before = books(visitor.shop)
    arns = visitor.lose_answers(1, hang=True)
    visitor.order()
    visitor.wait_until(lambda: arns)
    twin = visitor.duplicate()
    twin.see("thank you for your order")
    visitor.notice_losses()
    for tab in (visitor, twin):
        tab.see("thank you for your order")
        assert_taken_once(visitor.shop, tab.order_id(), before)


def test_an_outcome_is_still_there_after_a_reload(visitor: Visitor) -> None:
    visitor.order()
    visitor.see("thank you for your order")
    order_id = visitor.order_id()
    visitor.page.reload()
    visitor.see("thank you for your order")
    assert visitor.order_id() == order_id


def test_a_lost_answer_is_asked_for_again_and_the_order_exists_once(visitor: Visitor) -> None:
    before = books(visitor.shop)
    visitor.lose_answers(1)
    visitor.order()
    visitor.see("thank you for your order")
    assert_taken_once(visitor.shop, visitor.order_id(), before)


def test_an_order_that_exists_already_is_followed(visitor: Visitor) -> None:
    status, body = error(409, "ExecutionAlreadyExists")
    body["error"]["executionArn"] = ARN
    visitor.answer_instead("POST", (status, body))
    visitor.answer_instead("GET", error(404, "ExecutionDoesNotExist"), running(ARN), succeeded(OUTCOME))
    visitor.order()
    visitor.see(OUTCOME["message"])


def test_a_busy_shop_is_asked_again(visitor: Visitor) -> None:
    bodies = visitor.answer_instead("POST", *[error(429, "TooManyRequests")] * 2)
    visitor.order()
    visitor.see("The shop is very busy")
    visitor.see("thank you for your order")
    assert len(bodies) == 3


def test_an_order_gets_through_a_shop_that_lets_hardly_anything_through(visitor: Visitor) -> None:
    shop, before = visitor.shop, books(visitor.shop)
    with limits(shop.client("apigateway"), shop.stage_url, {"POST": (0.5, 1), "GET": (0.5, 1)}):
        assert Api(shop.stage_url, shop.website_url).ask("POST", {}).status == 400, "the one that passes"
        visitor.order()
        visitor.see("The shop is very busy")
        visitor.see("thank you for your order")
    assert_taken_once(shop, visitor.order_id(), before)
    visitor.forgive_failed_requests()


def test_a_refused_order_is_told_and_can_be_put_right(visitor: Visitor) -> None:
    visitor.answer_instead("POST", error(400, "InvalidRequestBody"))
    visitor.order()
    visitor.see("The shop refused the order")
    expect(visitor.page.get_by_label("Card number")).to_have_value("")
    visitor.pay_with()
    visitor.place()
    visitor.see("thank you for your order")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("OrderNotPlaced", "Nothing was charged; please order again"),
        ("OrderTakenBefore", "Please don't order again"),
        (None, "We can't tell how your order ended"),
    ],
)
def test_a_failed_workflow_has_words(visitor: Visitor, code: str | None, words: str) -> None:
    failure = {"error": code} if code else {}
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", (200, {"executionArn": ARN, "status": "FAILED", **failure}))
    visitor.order()
    visitor.see(words)
    visitor.page.get_by_role("button", name="Start a new order").click()
    expect(visitor.page.get_by_label("Card number")).to_be_visible()


def test_an_outcome_that_cant_be_read_is_no_confirmation(visitor: Visitor) -> None:
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", (200, {"status": "SUCCEEDED", "output": '{"status": "CONF'}))
    visitor.order()
    visitor.see("We can't tell how your order ended")


def test_a_missing_voice_has_words_and_the_order_stands(visitor: Visitor) -> None:
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", succeeded(OUTCOME))
    visitor.order()
    visitor.see("The voice is missing today")
    visitor.see("Confirmed")
    expect(visitor.page.locator("audio")).to_be_hidden()


def test_an_expired_recording_has_words(visitor: Visitor) -> None:
    past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    audio = {
        "url": f"{visitor.shop.emulator_url}/none/none.mp3",
        "contentType": "audio/mpeg",
        "expiresAt": past,
    }
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", succeeded(OUTCOME | {"audio": audio}))
    visitor.page.route("**/none.mp3", lambda route: route.fulfill(status=403))
    visitor.order()
    visitor.see("The recording could be heard for 15 minutes")
    visitor.forgive_failed_requests()


def test_offline_visitors_are_told_and_their_order_goes_on_when_they_are_back(visitor: Visitor) -> None:
    before = books(visitor.shop)
    visitor.fill_in()
    visitor.context.set_offline(True)
    visitor.see("You're offline. You can go on choosing")
    visitor.place()
    visitor.see("You seem to be offline")
    visitor.context.set_offline(False)
    visitor.see("thank you for your order")
    assert_taken_once(visitor.shop, visitor.order_id(), before)
    visitor.forgive_failed_requests()


def test_a_shop_without_its_configuration_is_closed_with_words(visitor: Visitor) -> None:
    visitor.serve_page(lambda html: re.sub(r"(id=\"?shop\"?>).*?(</script>)", r"\1null\2", html))
    visitor.page.reload()
    visitor.see("The shop isn't open yet")
    visitor.page.unroute_all()
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.see("What would you like?")


def test_a_closed_shop_has_a_sign_and_asks_for_no_card_but_goes_on_with_an_order(visitor: Visitor) -> None:
    visitor.serve_page(lambda html: re.sub(r'"open": ?true', '"open": false', html))
    visitor.page.reload()
    visitor.see("The shop is closed")
    assert not visitor.page.get_by_label("Card number").is_visible()
    visitor.page.unroute_all()
    visitor.page.get_by_role("button", name="Try again").click()
    visitor.see("What would you like?")

    visitor.answer_instead("POST", *[None] * 50)
    visitor.order()
    visitor.see("The shop's till can't be reached")
    visitor.serve_page(lambda html: re.sub(r'"open": ?true', '"open": false', html))
    visitor.page.reload()
    visitor.see("The shop's till can't be reached")


def test_a_browser_that_cant_encrypt_is_told_so(visitor: Visitor) -> None:
    visitor.page.add_init_script("Object.defineProperty(self, 'isSecureContext', { value: false })")
    visitor.page.reload()
    visitor.see("Ordering needs a secure connection")
