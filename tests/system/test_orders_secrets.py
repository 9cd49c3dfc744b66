"""Only the payment sees a card, and neither logs nor errors repeat what a customer gave."""

import copy
import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.card_traces import traces
from tests.cards import APPROVED, DECLINED, NO_CARD
from tests.running import RunningShop
from tests.system.ordering import order, outcome, until
from tests.system.test_orders_faults import function

CUSTOMER = f"Ann {uuid.uuid4()}"
GIVEN = f"given-{uuid.uuid4()}"  # what hostile events say where they can
HOSTILE = (GIVEN, {GIVEN: GIVEN}, [GIVEN, 1.5], None)
GOOD: dict[str, dict[str, Any]] = {
    "place_order": {
        "customer": {"name": "Ann"},
        "fulfilment": "pickup",
        "items": [{"item": "pizza", "quantity": 1}],
    },
    "process_payment": {
        "startedAt": "2026-11-23T04:00:00Z",
        "total": "27.50",
        "currency": "USD",
        "card": {"keyId": "key", "ciphertext": "none"},
    },
    "confirm_order": {},
    "cancel_order": {},
    "notify_user": {
        "order": {"orderId": "none", "status": "CONFIRMED"},
        "name": "Ann",
        "fulfilment": "pickup",
    },
    "notify_with_polly": {
        "name": "Ann",
        "status": "CONFIRMED",
        "fulfilment": "pickup",
        "retries": 0,
    },
}


@pytest.fixture(scope="module")
def order_ids(shop: RunningShop) -> list[str]:
    """Order by a good card, a bad one, and one that is no card because its number is too long."""
    by = {"customer": {"name": CUSTOMER}}
    ids = [outcome(shop, order(shop, number, **by))["orderId"] for number in (APPROVED, DECLINED, NO_CARD)]
    until(lambda: all(order_id in logs(shop) for order_id in ids))
    return ids


def logs(shop: RunningShop) -> str:
    client = shop.client("logs")
    groups = client.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName")
    events = client.get_paginator("filter_log_events")
    return "\n".join(
        event["message"]
        for name in groups
        for page in events.paginate(logGroupName=name)
        for event in page["events"]
    )


def states_entered(shop: RunningShop, order_id: str) -> Iterator[dict[str, Any]]:
    machine = shop.outputs["stateMachineArn"]
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{order_id}"
    history = shop.client("stepfunctions").get_paginator("get_execution_history")
    for page in history.paginate(executionArn=execution):
        yield from (
            event["stateEnteredEventDetails"]
            for event in page["events"]
            if "stateEnteredEventDetails" in event
        )


def test_even_the_encrypted_card_is_gone_after_the_payment(shop: RunningShop, order_ids: list[str]) -> None:
    for order_id in order_ids:
        carriers = {
            state["name"] for state in states_entered(shop, order_id) if "ciphertext" in state["input"]
        }
        assert carriers == {"PlaceOrder", "ProcessPayment"}


def test_logs_tell_of_every_order_and_of_no_card_and_no_customer(
    shop: RunningShop, order_ids: list[str]
) -> None:
    text = logs(shop)
    assert all(order_id in text for order_id in order_ids)
    assert not traces(text.encode())
    assert CUSTOMER not in text


def places_in(value: Any) -> Iterator[Callable[[Any, Any], None]]:
    """Yield a function for each place in an event, which puts something there.

    But for the order's id, which may be told.
    """
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        if key == "orderId":
            continue
        yield lambda event, thing, key=key: event.__setitem__(key, thing)
        for put in places_in(below):
            yield lambda event, thing, key=key, put=put: put(event[key], thing)


def hostile_events(good: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the event with each of its places hostile in each way, without each of its fields, and as none at all."""
    for put in places_in(good):
        for thing in HOSTILE:
            event = copy.deepcopy(good)
            put(event, thing)
            yield event
    yield from ({key: value for key, value in good.items() if key != left_out} for left_out in good)
    yield {GIVEN: GIVEN}


@pytest.mark.parametrize("module", sorted(GOOD))
def test_no_error_repeats_what_a_function_was_given(shop: RunningShop, module: str) -> None:
    errors, client, name = 0, shop.client("lambda"), function(shop, module)
    for event in hostile_events(GOOD[module] | {"orderId": "none"}):
        answer = client.invoke(FunctionName=name, Payload=json.dumps(event))
        if "FunctionError" in answer:
            errors += 1
            assert GIVEN not in answer["Payload"].read().decode()
    assert errors
    assert GIVEN not in logs(shop)
