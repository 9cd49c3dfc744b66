"""PlaceOrder: the server's prices, what the customer agreed to, and one order of one execution for each name."""

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from handlers import place_order
from handlers.aws import AwsError
from handlers.log import reference
from handlers.menu import menu
from handlers.order import MAX_LINES, InvalidOrderError
from handlers.orders_table import OrderConflictError
from tests.names import REFUSED

ARN, STARTED = "arn:aws:states:us-east-2:123456789012:execution:orders:order-1", "2026-11-23T04:00:00.000Z"
EVENT: dict[str, Any] = {
    "orderId": "order-1",
    "execution": ARN,
    "startedAt": STARTED,
    "customer": {"name": "Ann"},
    "fulfilment": "pickup",
    "delivery": [],
    "items": [{"item": "pizza", "quantity": 2}, {"item": "drink", "quantity": 1}],
    "total": "27.50",
}
THERE = {"address": "12 Main St", "phone": "+1 (614) 555-0100"}
MARK = hashlib.sha256(f"{ARN} {STARTED}".encode()).hexdigest()
STORED: dict[str, Any] = {
    "customerName": {"S": "Ann"},
    "fulfilment": {"S": "pickup"},
    "delivery": {"M": {}},
    "items": {
        "L": [
            {"M": {"item": {"S": "pizza"}, "quantity": {"N": "2"}}},
            {"M": {"item": {"S": "drink"}, "quantity": {"N": "1"}}},
        ]
    },
    "prices": {"M": {"pizza": {"N": "12.50"}, "drink": {"N": "2.50"}}},
    "total": {"N": "27.50"},
    "currency": {"S": "USD"},
    "placedAt": ANY,
    "expiresAt": ANY,
    "execution": {"S": MARK},
}
UNKNOWN = "we can't tell yet whether your payment went through, please don't order again, ask us about order order-1"
ANSWER = {
    "orderId": "order-1",
    "total": "27.50",
    "currency": "USD",
    "agreed": True,
    "phrases": [
        "thank you for your order - it will be ready for pickup in 15 minutes",
        "sorry, your payment didn't go through, please try again",
        UNKNOWN,
    ],
}


def updates(table: str, key: dict[str, Any], attributes: dict[str, Any]) -> dict[str, Any]:
    """Return the request that writes these attributes, if the name is this execution's or nobody's yet."""
    (of_key,) = key
    return {
        "TableName": table,
        "Key": key,
        "UpdateExpression": "SET " + ", ".join(f"#{index} = :{index}" for index in range(len(attributes))),
        "ConditionExpression": "attribute_not_exists(#key) OR #execution = :execution",
        "ExpressionAttributeNames": {f"#{index}": name for index, name in enumerate(attributes)}
        | {"#key": of_key, "#execution": "execution"},
        "ExpressionAttributeValues": {f":{index}": value for index, value in enumerate(attributes.values())}
        | {":execution": {"S": MARK}},
    }


def stores(dynamodb: Stubber, **changes: Any) -> None:
    """Expect that the name is taken, then the order stored."""
    name = {"name": {"S": reference("order-1")}}
    dynamodb.add_response("update_item", {}, updates("names", name, {"execution": {"S": MARK}}))
    dynamodb.add_response(
        "update_item", {}, updates("orders", {"orderId": {"S": "order-1"}}, STORED | changes)
    )


def test_an_order_is_priced_by_the_menu_and_stored_for_its_execution(aws: dict[str, Stubber]) -> None:
    stores(aws["dynamodb"])
    assert place_order.handle(EVENT, None) == ANSWER


def test_a_second_run_writes_and_answers_the_same(aws: dict[str, Stubber]) -> None:
    for _ in range(2):
        stores(aws["dynamodb"])
        assert place_order.handle(EVENT, None) == ANSWER


def test_where_to_deliver_to_is_stored_and_not_answered(aws: dict[str, Stubber]) -> None:
    stored = {"M": {name: {"S": text} for name, text in THERE.items()}}
    stores(aws["dynamodb"], fulfilment={"S": "delivery"}, delivery=stored)
    answer = place_order.handle(EVENT | {"fulfilment": "delivery", "delivery": [THERE]}, None)
    assert answer["phrases"][0] == "thank you for your order - it will be delivered in 15 minutes"
    assert "Main St" not in str(answer)


@pytest.mark.parametrize("seen", ["27.49", "27.51", "0.00", "999999.99"])
def test_another_price_than_the_customer_saw_is_told_and_not_agreed(
    aws: dict[str, Stubber], seen: str
) -> None:
    stores(aws["dynamodb"])
    answer = place_order.handle(EVENT | {"total": seen}, None)
    assert (answer["agreed"], answer["total"]) == (False, "27.50")
    assert answer["phrases"][1].startswith("the price has changed, it's now 27.50 USD, nothing was charged")


def test_a_dish_that_left_the_menu_is_named_and_nothing_is_agreed(aws: dict[str, Stubber]) -> None:
    items = [{"item": "pizza", "quantity": 1}, {"item": "anchovy", "quantity": 2}]
    for _ in range(2):
        aws["dynamodb"].add_response("update_item", {})
    answer = place_order.handle(EVENT | {"items": items, "total": "12.50"}, None)
    assert (answer["agreed"], answer["total"]) == (False, "12.50"), "though the rest costs what was seen"
    assert answer["phrases"][1].startswith("sorry, we no longer have anchovy, nothing was charged")


def test_a_menu_that_became_shorter_than_the_order_is_told_too(aws: dict[str, Stubber]) -> None:
    gone = [f"dish-{number}" for number in range(len(menu().prices))]
    items = [{"item": item, "quantity": 1} for item in ("pizza", *gone)]
    for _ in range(2):
        aws["dynamodb"].add_response("update_item", {})
    answer = place_order.handle(EVENT | {"items": items}, None)
    assert answer["phrases"][1].startswith(
        f"sorry, we no longer have {' and '.join(gone)}, nothing was charged"
    )


@pytest.mark.parametrize("table", ["names", "orders"])
def test_a_name_that_another_execution_had_is_a_conflict(aws: dict[str, Stubber], table: str) -> None:
    if table == "orders":
        aws["dynamodb"].add_response("update_item", {})
    aws["dynamodb"].add_client_error("update_item", "ConditionalCheckFailedException")
    with pytest.raises(OrderConflictError):
        place_order.handle(EVENT, None)


def test_a_failing_table_is_an_error_that_the_workflow_retries(aws: dict[str, Stubber]) -> None:
    aws["dynamodb"].add_client_error("update_item", "ProvisionedThroughputExceededException", "Ann")
    with pytest.raises(AwsError) as raised:
        place_order.handle(EVENT, None)
    assert str(raised.value) == "dynamodb:UpdateItem: ProvisionedThroughputExceededException"
    error = raised.value
    assert error.__suppress_context__, "a traceback would quote AWS, and AWS may quote what was sent"
    assert error.__cause__ is None


@pytest.mark.parametrize(
    "wrong",
    [
        *({"customer": {"name": name}} for name in REFUSED),
        {"customer": {}},
        {"customer": "Ann"},
        {"fulfilment": "drone"},
        {"fulfilment": "delivery"},
        {"fulfilment": "delivery", "delivery": "12 Main St"},
        {"fulfilment": "delivery", "delivery": [THERE, THERE]},
        {"fulfilment": "delivery", "delivery": [{"address": "12 Main St"}]},
        {"fulfilment": "delivery", "delivery": [THERE | {"address": "\u202e12 Main St"}]},
        {"fulfilment": "delivery", "delivery": [THERE | {"address": "x" * 201}]},
        {"fulfilment": "delivery", "delivery": [THERE | {"phone": "call me"}]},
        {"fulfilment": "delivery", "delivery": [THERE | {"phone": "12345"}]},
        {"fulfilment": "delivery", "delivery": [THERE | {"door": "2"}]},
        {"delivery": [THERE]},
        {"total": "27.5"},
        {"total": "27.50\n"},
        {"total": "027.50"},  # its card is sealed for this text, and would be declined for the price's own
        {"total": 27.5},
        {"total": None},
        {"items": []},
        {"items": "pizza"},
        {"items": [{"item": "pizza", "quantity": 1}] * (MAX_LINES + 1)},
        {"items": [{"item": "Anchovy!", "quantity": 1}]},
        {"items": [{"item": "pizza", "quantity": 0}]},
        {"items": [{"item": "pizza", "quantity": 21}]},
        {"items": [{"item": "pizza", "quantity": True}]},
        {"items": [{"item": "pizza", "quantity": 1.5}]},
    ],
)
def test_an_order_that_cannot_be_made_is_refused_before_the_table(
    aws: dict[str, Stubber], wrong: dict[str, Any]
) -> None:
    assert aws
    with pytest.raises(InvalidOrderError):
        place_order.handle(EVENT | wrong, None)


def test_twenty_of_everything_adds_up_to_the_cent(aws: dict[str, Stubber]) -> None:
    items = [{"item": item, "quantity": 20} for item in menu().prices]
    for _ in range(2):
        aws["dynamodb"].add_response("update_item", {})
    total = place_order.handle(EVENT | {"items": items}, None)["total"]
    assert Decimal(total) == 20 * sum(menu().prices.values())
