"""Only the payment sees a card, and neither logs nor errors repeat what a customer gave."""

import copy
import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handlers.log import reference
from tests.card_traces import traces
from tests.cards import APPROVED, DECLINED, NO_CARD
from tests.running import RunningShop
from tests.system.asking import Api
from tests.system.ordering import order, outcome, until
from tests.system.test_orders_faults import function
from tests.system.test_orders_outcomes import recordings, stored

CUSTOMER = f"Ann {uuid.uuid4()}"
GIVEN = f"given-{uuid.uuid4()}"  # what hostile events say where they can
HOSTILE = (GIVEN, {GIVEN: GIVEN}, [GIVEN, 1.5], None)
ADDRESS, PHONE = f"{uuid.uuid4()} Main St", "614 555 019283"
GOOD: dict[str, dict[str, Any]] = {
    "place_order": {
        "execution": "arn:aws:states:us-east-2:000000000000:execution:orders:none",
        "startedAt": "2026-11-23T04:00:00.000Z",
        "customer": {"name": "Ann"},
        "fulfilment": "pickup",
        "delivery": [],
        "items": [{"item": "pizza", "quantity": 1}],
        "total": "12.50",
    },
    "process_payment": {
        "action": "charge",
        "order": {"orderId": "none", "total": "27.50", "currency": "USD", "agreed": True},
        "card": {"keyId": "key", "ciphertext": "none"},
    },
    "notify_with_polly": {"status": "CONFIRMED", "name": "Ann", "phrase": "thank you"},
}


@pytest.fixture(scope="module")
def order_ids(shop: RunningShop) -> list[str]:
    """Order by a good card, a bad one, and one that is no card because its number is too long."""
    there = {"fulfilment": "delivery", "delivery": {"address": ADDRESS, "phone": PHONE}}
    by = {"customer": {"name": CUSTOMER}, **there}
    ids = [outcome(shop, order(shop, number, **by))["orderId"] for number in (APPROVED, DECLINED, NO_CARD)]
    until(lambda: all(reference(order_id) in logs(shop) for order_id in ids))
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
    assert all(reference(order_id) in text for order_id in order_ids)
    assert not any(order_id in text for order_id in order_ids), "an id opens its order"
    assert not traces(text.encode())
    assert not [given for given in (CUSTOMER, ADDRESS, PHONE) if given in text]


def test_what_is_listed_opens_no_order(shop: RunningShop, order_ids: list[str]) -> None:
    keys = " ".join(recordings(shop))
    assert all(reference(order_id) in keys for order_id in order_ids)
    assert not any(order_id in keys for order_id in order_ids)


def test_where_to_deliver_to_is_in_the_orders_data_and_in_no_answer(
    shop: RunningShop, order_ids: list[str]
) -> None:
    api, machine = Api(shop.stage_url, shop.website_url), shop.outputs["stateMachineArn"]
    for order_id in order_ids:
        execution = f"{machine.replace(':stateMachine:', ':execution:')}:{order_id}"
        assert stored(shop, order_id)["delivery"]["M"] == {"address": {"S": ADDRESS}, "phone": {"S": PHONE}}
        assert not [given for given in (ADDRESS, PHONE) if given in api.describe(execution).text]


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
