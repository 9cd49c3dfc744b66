"""PlaceOrder: the server's prices, and one stored order however often the task runs."""

from decimal import Decimal
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from handlers import place_order
from handlers.aws import AwsError
from handlers.menu import menu
from handlers.order_form import InvalidOrderError
from handlers.orders import OrderConflictError

EVENT: dict[str, Any] = {
    "orderId": "order-1",
    "customer": {"name": "Ann"},
    "fulfilment": "pickup",
    "items": [{"item": "pizza", "quantity": 2}, {"item": "drink", "quantity": 1}],
}
PLACED = {"orderId": "order-1", "status": "PLACED", "total": "27.50", "currency": "USD"}
STORED = {
    "orderId": {"S": "order-1"},
    "status": {"S": "PLACED"},
    "customerName": {"S": "Ann"},
    "fulfilment": {"S": "pickup"},
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
}


def stored_before(dynamodb: Stubber, **other: dict[str, Any]) -> None:
    item = STORED | {"placedAt": {"S": "2026-11-22T00:00:00+00:00"}, "expiresAt": {"N": "1"}} | other
    dynamodb.add_client_error(
        "put_item",
        "ConditionalCheckFailedException",
        modeled_fields={"Item": item},
    )


def test_an_order_is_priced_by_the_menu_and_stored_under_a_condition(aws: dict[str, Stubber]) -> None:
    aws["dynamodb"].add_response(
        "put_item",
        {},
        {
            "TableName": "orders",
            "Item": STORED,
            "ConditionExpression": "attribute_not_exists(orderId)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    )
    assert place_order.handle(EVENT, None) == PLACED


def test_a_second_run_answers_the_same_and_stores_nothing(aws: dict[str, Stubber]) -> None:
    stored_before(aws["dynamodb"])
    assert place_order.handle(EVENT, None) == PLACED


def test_a_second_run_keeps_the_first_runs_price_when_the_menu_has_changed_since(
    aws: dict[str, Stubber],
) -> None:
    stored_before(aws["dynamodb"], total={"N": "25"}, prices={"M": {"pizza": {"N": "10"}}})
    assert place_order.handle(EVENT, None)["total"] == "25.00"


def test_another_order_under_the_same_id_is_refused(aws: dict[str, Stubber]) -> None:
    stored_before(aws["dynamodb"], customerName={"S": "Bob"})
    with pytest.raises(OrderConflictError):
        place_order.handle(EVENT, None)


def test_a_failing_table_is_an_error_that_the_workflow_retries(aws: dict[str, Stubber]) -> None:
    aws["dynamodb"].add_client_error("put_item", "ProvisionedThroughputExceededException", "Ann")
    with pytest.raises(AwsError) as raised:
        place_order.handle(EVENT, None)
    assert str(raised.value) == "dynamodb:PutItem: ProvisionedThroughputExceededException"
    error = raised.value
    assert error.__suppress_context__, "a traceback would quote AWS, and AWS may quote what was sent"
    assert error.__cause__ is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"customer": {"name": " "}},
        {"customer": {"name": "x" * 81}},
        {"customer": {"name": "Ann\n"}},
        {"customer": {"name": "Ann\u2028"}},
        {"customer": {"name": "Ann \ud83c"}},
        {"customer": {}},
        {"fulfilment": "drone"},
        {"items": []},
        {"items": "pizza"},
        {"items": [{"item": "pizza", "quantity": 1}] * 5},
        {"items": [{"item": "anchovy", "quantity": 1}]},
        {"items": [{"item": "pizza", "quantity": 0}]},
        {"items": [{"item": "pizza", "quantity": 21}]},
        {"items": [{"item": "pizza", "quantity": True}]},
        {"items": [{"item": "pizza", "quantity": 1.5}]},
    ],
)
def test_an_order_that_cannot_be_made_is_refused_before_the_table(
    aws: dict[str, Stubber], wrong: dict[str, Any]
) -> None:
    with pytest.raises(InvalidOrderError):
        place_order.handle(EVENT | wrong, None)


def test_twenty_of_everything_adds_up_to_the_cent(aws: dict[str, Stubber]) -> None:
    items = [{"item": item, "quantity": 20} for item in menu().prices]
    aws["dynamodb"].add_response("put_item", {})
    total = place_order.handle(EVENT | {"items": items}, None)["total"]
    assert Decimal(total) == 20 * sum(menu().prices.values())
