"""The API as the shop has it: its schema, its page's origin."""

import uuid
from typing import Any

import pytest

from components.orders import menu
from tests.running import RunningShop
from tests.system.asking import Api
from tests.system.ordering import order


@pytest.fixture(name="api")
def _api(shop: RunningShop) -> Api:
    return Api(shop.stage_url, shop.website_url)


def test_the_page_may_order_and_follow_its_order(api: Api, shop: RunningShop) -> None:
    request = {"name": str(uuid.uuid4()), "input": order(shop)}
    started = api.start(request)
    told = api.describe(started.body["executionArn"])
    for answer in (started, told, api.ask("OPTIONS")):
        assert answer.status == 200, answer.text
        assert answer.headers["access-control-allow-origin"] == shop.website_url
    assert told.body["name"] == request["name"]
    assert told.body["executionArn"].startswith(
        shop.outputs["stateMachineArn"].replace(":stateMachine:", ":execution:")
    )


@pytest.mark.parametrize(
    "change",
    [
        {"items": []},
        {"items": [{"item": "soup", "quantity": 1}]},
        {"items": [{"item": "pizza", "quantity": 0}]},
        {"items": [{"item": "pizza", "quantity": 1, "price": "0.01"}]},
        {"fulfilment": "drone"},
        {"customer": {"name": ""}},
        {"customer": {"name": "Ann\nBob"}},
        {"card": {"number": "1111111111111111"}},
        {"customer": {"name": "\u200b"}},
        {"customer": {"name": "Ann\u202e"}},
        {"fulfilment": "delivery"},
        {"delivery": {"address": "12 Main St", "phone": "614 555 0100"}},
        {"total": "0.1"},
    ],
)
def test_what_the_shop_does_not_sell_that_way_is_refused(
    api: Api, shop: RunningShop, change: dict[str, Any]
) -> None:
    answer = api.start({"input": order(shop) | change})
    assert (answer.status, answer.code) == (400, "InvalidRequestBody")
    assert answer.headers["access-control-allow-origin"] == shop.website_url


def test_an_order_is_far_below_what_step_functions_takes(api: Api, shop: RunningShop) -> None:
    most = order(shop) | {
        "customer": {"name": "\u00e9" * 80},
        "items": [{"item": "breadsticks", "quantity": 20}] * len(menu()["items"]),
    }
    assert api.start({"input": most}).status == 200


def test_with_one_origin_every_answer_names_it(shop: RunningShop) -> None:
    api = Api(shop.stage_url, shop.website_url)
    media_type = {"Content-Type": "text/plain"}
    answers = {
        (200, ""): api.ask("OPTIONS"),
        (400, "InvalidRequestBody"): api.start({}),
        (400, "MissingParameter"): api.ask("GET"),
        (404, "ExecutionDoesNotExist"): api.describe("x"),
        (404, "NotFound"): api.ask("DELETE", path="/orders"),
        (413, "RequestTooLarge"): api.start(b" " * (10 * 1024 * 1024 + 1)),
        (415, "UnsupportedMediaType"): api.start({"input": order(shop)}, **media_type),
    }
    for (status, code), answer in answers.items():
        assert (answer.status, answer.code if code else "") == (status, code)
        assert answer.headers["access-control-allow-origin"] == shop.website_url
