"""The API as the shop has it: its schema, its page's origin, its sign when it's closed."""

import uuid
from typing import Any

import pytest

from components.orders import menu
from tests.running import RunningShop
from tests.system.asking import ORIGINS, Api
from tests.system.contract import assert_refused
from tests.system.ordering import order, until


@pytest.fixture(name="api")
def _api(shop: RunningShop) -> Api:
    return Api(shop.stage_url, shop.website_url)


def test_an_order_is_far_below_what_step_functions_takes(api: Api, shop: RunningShop) -> None:
    most = order(shop) | {
        "customer": {"name": "\u00e9" * 80},
        "items": [{"item": "breadsticks", "quantity": 20}] * len(menu()["items"]),
    }
    assert api.start({"input": most}).status == 200


def test_a_closed_api_starts_nothing_tells_of_what_runs_and_opens_again(
    shop: RunningShop, any_machine: dict[str, Any]
) -> None:
    """Its stage's variable is all that `open` changes: setting it is what an update does."""
    api, states = Api(any_machine["closedUrl"], ORIGINS[0]), shop.client("stepfunctions")
    machine = any_machine["machineArn"]
    running = states.start_execution(stateMachineArn=machine, input='{"wait": 1}')["executionArn"]
    refused = api.start({"name": str(uuid.uuid4()), "input": {}})
    assert_refused(refused, 503, "Closed", ORIGINS[0])
    assert int(refused.headers["retry-after"]) > 0
    assert api.start({}).code == "InvalidRequestBody"
    assert api.describe(running).body["status"] == "RUNNING"
    until(lambda: api.describe(running).body["status"] == "SUCCEEDED")

    rest_api, stage = api.url.rsplit("/", 2)[-2:]
    opened = {"op": "replace", "path": "/variables/open", "value": "true"}
    shop.client("apigateway").update_stage(restApiId=rest_api, stageName=stage, patchOperations=[opened])
    assert api.start({"name": str(uuid.uuid4()), "input": {}}).status == 200
