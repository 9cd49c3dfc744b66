"""What happens when a step runs twice, or breaks."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cards import APPROVED, DECLINED
from tests.running import RunningShop
from tests.system.ordering import Order, ended, order

type Run = Callable[[str, Order], dict[str, Any]]


def function(shop: RunningShop, module: str) -> str:
    """Return the name of the function that runs a handler."""
    pages = shop.client("lambda").get_paginator("list_functions").paginate()
    (name,) = [
        found["FunctionName"]
        for page in pages
        for found in page["Functions"]
        if found["Handler"] == f"handlers.{module}.handle"
    ]
    return name


def run(shop: RunningShop, module: str, event: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Run a function; return its answer and whether it is an error."""
    answer = shop.client("lambda").invoke(FunctionName=function(shop, module), Payload=json.dumps(event))
    return json.load(answer["Payload"]), "FunctionError" in answer


@pytest.fixture
def run_without(shop: RunningShop) -> Iterator[Run]:
    """Give a function that runs an order through a copy of the workflow in which one task's function is gone."""
    step_functions = shop.client("stepfunctions")
    made: list[str] = []

    def run_copy(task: str, wanted: Order) -> dict[str, Any]:
        original = step_functions.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])
        definition = json.loads(original["definition"])
        parameters = definition["States"][task]["Parameters"]
        parameters["FunctionName" if "FunctionName" in parameters else "TableName"] += "-gone"
        copy = step_functions.create_state_machine(
            name=f"without-{task}-{uuid.uuid4()}",
            definition=json.dumps(definition),
            roleArn=original["roleArn"],
        )["stateMachineArn"]
        made.append(copy)
        execution = step_functions.start_execution(
            stateMachineArn=copy, name=wanted.name, input=json.dumps(wanted)
        )
        return ended(lambda: step_functions.describe_execution(executionArn=execution["executionArn"]))

    yield run_copy
    for copy in made:
        step_functions.delete_state_machine(stateMachineArn=copy)


def test_a_step_that_runs_twice_stores_once_and_one_of_another_execution_nothing(shop: RunningShop) -> None:
    order_id = str(uuid.uuid4())
    execution = {"execution": f"arn:aws:states:us-east-2:000000000000:execution:shop:{order_id}"}
    event = order(shop) | {"orderId": order_id, "startedAt": "2026-11-23T04:00:00.000Z", "delivery": []}
    key = {"TableName": shop.outputs["ordersTable"], "Key": {"orderId": {"S": order_id}}}
    first, failed = run(shop, "place_order", event | execution)
    assert not failed, first
    stored = shop.client("dynamodb").get_item(**key)["Item"]
    assert run(shop, "place_order", event | execution) == (first, False)
    for other in ({"startedAt": "2027-02-23T04:00:00.000Z"}, {"execution": f"{execution['execution']}-2"}):
        answer, failed = run(shop, "place_order", event | execution | other)
        assert (failed, answer["errorType"]) == (True, "OrderConflictError")
    again = shop.client("dynamodb").get_item(**key)["Item"]
    assert {name: again[name] for name in again.keys() - {"placedAt", "expiresAt"}} == {
        name: stored[name] for name in stored.keys() - {"placedAt", "expiresAt"}
    }


def test_a_voice_that_fails_leaves_the_order_confirmed_and_silent(
    shop: RunningShop, run_without: Run
) -> None:
    described = run_without("NotifyWithPolly", order(shop))
    assert described["status"] == "SUCCEEDED"
    told = json.loads(described["output"])
    assert (told["status"], told["audio"]) == ("CONFIRMED", None)
    assert told.keys() == {"orderId", "status", "total", "currency", "message", "audio"}


@pytest.mark.parametrize(("task", "status"), [("ProcessPayment", "CANCELLED"), ("ConfirmOrder", "CANCELLED")])
def test_a_step_that_breaks_before_anything_stands_charged_cancels_the_order(
    shop: RunningShop, run_without: Run, task: str, status: str
) -> None:
    assert json.loads(run_without(task, order(shop))["output"])["status"] == status


@pytest.mark.parametrize(
    ("task", "card", "code"),
    [("PlaceOrder", APPROVED, "OrderNotPlaced"), ("CancelOrder", DECLINED, "OrderNotCancelled")],
)
def test_any_other_step_that_breaks_fails_the_order_by_a_stable_code(
    shop: RunningShop, run_without: Run, task: str, card: str, code: str
) -> None:
    described = run_without(task, order(shop, card))
    assert (described["status"], described["error"]) == ("FAILED", code)
