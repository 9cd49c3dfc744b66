"""ConfirmOrder and CancelOrder: an order is settled once, one way."""

from types import ModuleType

import pytest
from botocore.stub import ANY, Stubber

from handlers import cancel_order, confirm_order
from handlers.aws import AwsError
from handlers.orders import OrderConflictError

WAYS = pytest.mark.parametrize(
    ("state", "status", "other"),
    [(confirm_order, "CONFIRMED", "CANCELLED"), (cancel_order, "CANCELLED", "CONFIRMED")],
    ids=["confirm", "cancel"],
)
EVENT = {"orderId": "order-1"}


def item(status: str) -> dict[str, dict[str, str]]:
    return {
        "orderId": {"S": "order-1"},
        "status": {"S": status},
        "total": {"N": "27.5"},
        "currency": {"S": "USD"},
    }


@WAYS
def test_only_a_placed_order_is_settled(
    aws: dict[str, Stubber], state: ModuleType, status: str, other: str
) -> None:
    aws["dynamodb"].add_response(
        "update_item",
        {"Attributes": item(status)},
        {
            "TableName": "orders",
            "Key": {"orderId": {"S": "order-1"}},
            "UpdateExpression": "SET #status = :status, settledAt = :now",
            "ConditionExpression": "#status = :placed",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {":status": {"S": status}, ":placed": {"S": "PLACED"}, ":now": ANY},
            "ReturnValues": "ALL_NEW",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    )
    assert state.handle(EVENT, None) == {
        "orderId": "order-1",
        "status": status,
        "total": "27.50",
        "currency": "USD",
    }


@WAYS
def test_a_second_run_answers_the_same(
    aws: dict[str, Stubber], state: ModuleType, status: str, other: str
) -> None:
    aws["dynamodb"].add_client_error(
        "update_item", "ConditionalCheckFailedException", modeled_fields={"Item": item(status)}
    )
    assert state.handle(EVENT, None)["status"] == status


@WAYS
def test_an_order_settled_the_other_way_stays_so(
    aws: dict[str, Stubber], state: ModuleType, status: str, other: str
) -> None:
    aws["dynamodb"].add_client_error(
        "update_item", "ConditionalCheckFailedException", modeled_fields={"Item": item(other)}
    )
    with pytest.raises(OrderConflictError):
        state.handle(EVENT, None)


@WAYS
def test_an_unknown_order_is_not_made_up(
    aws: dict[str, Stubber], state: ModuleType, status: str, other: str
) -> None:
    aws["dynamodb"].add_client_error("update_item", "ConditionalCheckFailedException")
    with pytest.raises(OrderConflictError):
        state.handle(EVENT, None)


@WAYS
def test_a_failing_table_is_retried(
    aws: dict[str, Stubber], state: ModuleType, status: str, other: str
) -> None:
    aws["dynamodb"].add_client_error("update_item", "InternalServerError")
    with pytest.raises(AwsError, match=r"^dynamodb:UpdateItem: InternalServerError$"):
        state.handle(EVENT, None)
