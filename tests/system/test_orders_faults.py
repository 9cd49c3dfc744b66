"""What happens when a step runs twice, or breaks."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.ordering import ended, order

type Run = Callable[[str, dict[str, Any]], dict[str, Any]]


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

    def run_copy(task: str, wanted: dict[str, Any]) -> dict[str, Any]:
        original = step_functions.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])
        definition = json.loads(original["definition"])
        definition["States"][task]["Parameters"]["FunctionName"] += "-gone"
        copy = step_functions.create_state_machine(
            name=f"without-{task}-{uuid.uuid4()}",
            definition=json.dumps(definition),
            roleArn=original["roleArn"],
        )["stateMachineArn"]
        made.append(copy)
        execution = step_functions.start_execution(stateMachineArn=copy, input=json.dumps(wanted))
        return ended(lambda: step_functions.describe_execution(executionArn=execution["executionArn"]))

    yield run_copy
    for copy in made:
        step_functions.delete_state_machine(stateMachineArn=copy)


def test_steps_that_run_twice_store_once_and_answer_the_same(shop: RunningShop) -> None:
    order_id = str(uuid.uuid4())
    event = order(shop) | {"orderId": order_id}
    key = {"TableName": shop.outputs["ordersTable"], "Key": {"orderId": {"S": order_id}}}
    for module in ("place_order", "confirm_order"):
        first, failed = run(shop, module, event)
        stored = shop.client("dynamodb").get_item(**key)["Item"]
        assert not failed, first
        assert run(shop, module, event) == (first, False)
        run(shop, "place_order", event)  # later than it should: it must not undo what was done since
        assert shop.client("dynamodb").get_item(**key)["Item"] == stored
    answer, failed = run(shop, "cancel_order", event)
    assert failed
    assert answer["errorType"] == "OrderConflictError"


def test_a_voice_that_fails_leaves_the_order_confirmed_and_silent(
    shop: RunningShop, run_without: Run
) -> None:
    described = run_without("NotifyWithPolly", order(shop))
    assert described["status"] == "SUCCEEDED"
    told = json.loads(described["output"])
    assert (told["status"], told["audio"]) == ("CONFIRMED", None)
    assert told.keys() == {"orderId", "status", "total", "currency", "message", "audio"}


def test_a_payment_that_breaks_cancels_the_order(shop: RunningShop, run_without: Run) -> None:
    assert json.loads(run_without("ProcessPayment", order(shop))["output"])["status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("PlaceOrder", "OrderNotPlaced"),
        ("ConfirmOrder", "OrderNotConfirmed"),
        ("NotifyUser", "CustomerNotNotified"),
    ],
)
def test_any_other_step_that_breaks_fails_the_order_by_a_stable_code(
    shop: RunningShop, run_without: Run, task: str, code: str
) -> None:
    described = run_without(task, order(shop))
    assert (described["status"], described["error"]) == ("FAILED", code)
