"""An order is taken once and charged once, however often and however fast it is sent."""

import http.client
import json
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.records import approvals, assert_taken_once, books
from tests.running import RunningShop
from tests.system.asking import Answer, Api
from tests.system.ordering import body_of, ended, order, until

AT_ONCE = 50
REPLAYS = 4


@pytest.fixture(name="api")
def _api(shop: RunningShop) -> Api:
    return Api(shop.stage_url, shop.website_url)


def arn_of(answer: Answer) -> str:
    """Return the execution's ARN, as an answer of 200 or 409 gives it."""
    assert answer.status in {200, 409}, answer.text
    return answer.body["executionArn"] if answer.status == 200 else answer.body["error"]["executionArn"]


def at_once(api: Api, bodies: Iterable[object]) -> list[Answer]:
    """POST all bodies at the same moment."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(api.start, bodies))


def through(api: Api, arn: str) -> dict[str, Any]:
    """Wait until an order is through; return its outcome."""
    described = ended(lambda: api.describe(arn).body)
    assert described["status"] == "SUCCEEDED", described
    return json.loads(described["output"])


def test_fifty_identical_posts_at_once_are_one_order(shop: RunningShop, api: Api) -> None:
    before, body = books(shop), body_of(order(shop))
    answers = at_once(api, [body] * AT_ONCE)
    (arn,) = {arn_of(answer) for answer in answers}
    assert arn.endswith(f":{body['name']}")
    assert answers[0].status == 200
    assert len({answer.text for answer in answers if answer.status == 200}) == 1
    assert through(api, arn)["status"] == "CONFIRMED"
    assert_taken_once(shop, body["name"], before)


def test_an_order_that_is_through_is_not_taken_again(shop: RunningShop, api: Api) -> None:
    before, body = books(shop), body_of(order(shop))
    arn = arn_of(api.start(body))
    told = through(api, arn)
    again = at_once(api, [body] * REPLAYS)
    assert {(answer.status, answer.code) for answer in again} == {(409, "ExecutionAlreadyExists")}
    assert {arn_of(answer) for answer in again} == {arn}
    assert through(api, arn) == told
    assert_taken_once(shop, body["name"], before)


def test_another_order_under_a_name_that_is_taken_is_refused(shop: RunningShop, api: Api) -> None:
    before, body = books(shop), body_of(order(shop))
    dearer = body | {"input": body["input"] | {"items": [{"item": "pizza", "quantity": 20}]}}
    first = api.start(body)
    second = api.start(dearer)
    assert (second.status, arn_of(second)) == (409, arn_of(first))
    assert through(api, arn_of(first))["total"] == "27.50"
    assert_taken_once(shop, body["name"], before)


def test_an_order_whose_answer_was_lost_is_found_by_sending_it_again(shop: RunningShop, api: Api) -> None:
    before, body = books(shop), body_of(order(shop))
    url = urlsplit(api.url)
    connection = http.client.HTTPConnection(url.netloc, timeout=30)
    connection.request("POST", url.path, json.dumps(body), {"Content-Type": "application/json"})
    until(lambda: body["name"] in books(shop).executions)
    connection.close()  # the answer was never read
    arn = arn_of(api.start(body))
    assert through(api, arn)["orderId"] == body["name"]
    assert_taken_once(shop, body["name"], before)


def test_of_many_orders_with_one_encrypted_card_its_own_is_paid(shop: RunningShop, api: Api) -> None:
    wanted = order(shop)
    bodies = [{"name": str(uuid.uuid4()), "input": wanted} for _ in range(REPLAYS)]  # first: who copied it
    told = [through(api, arn_of(answer)) for answer in at_once(api, bodies)]
    assert {(each["status"], each["total"]) for each in told} == {("CANCELLED", "27.50")}
    assert all("sorry, your payment didn't go through" in each["message"] for each in told)
    assert through(api, arn_of(api.start(body_of(wanted))))["status"] == "CONFIRMED"
    assert approvals(shop, wanted.name) == 1
