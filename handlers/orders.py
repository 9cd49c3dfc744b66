"""The orders table: an order is stored once and settled once, however often a task runs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code
from handlers.errors import TellableError
from handlers.order import Order

PLACED, CONFIRMED, CANCELLED = "PLACED", "CONFIRMED", "CANCELLED"
_AS_ASKED = ("customerName", "fulfilment", "items")


class OrderConflictError(TellableError):
    """The table holds something else under this order's id."""


@dataclass(frozen=True)
class StoredOrder:
    """An order's state and price as the table holds them."""

    order_id: str
    status: str
    total: Decimal
    currency: str

    def as_dict(self) -> dict[str, str]:
        """Return `{"orderId", "status", "total", "currency"}`, the total as text with two decimals."""
        return {
            "orderId": self.order_id,
            "status": self.status,
            "total": f"{self.total:.2f}",
            "currency": self.currency,
        }


class Orders:
    """The table's two writes. Both hand back the stored order, so no function needs the right to read.

    A write whose condition fails carries the stored item in its error, without a GetItem.
    Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
    """

    def __init__(self, client: AwsClient, table: str) -> None:
        self._client, self._table = client, table

    def add(self, order: Order, now: datetime, expires_at: datetime) -> StoredOrder:
        """Store `order` as PLACED, or return what an earlier run of this task stored.

        expires_at: when DynamoDB may drop it (time to live).
        Raises OrderConflictError if another order has this id, AwsError.
        """
        item = _item(order, now, expires_at)
        with aws_errors("dynamodb:PutItem"):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=_to_dynamodb(item),
                    ConditionExpression="attribute_not_exists(orderId)",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                stored = _stored_item(error)
                if any(stored.get(key) != item[key] for key in _AS_ASKED):
                    raise OrderConflictError("another order has this id") from None
                return _stored_order(stored)
        return _stored_order(item)

    def settle(self, order_id: str, status: str, now: datetime) -> StoredOrder:
        """Move a PLACED order to `status`, or return what an earlier run of this task settled.

        status: CONFIRMED or CANCELLED.
        Raises OrderConflictError if the order is unknown or was settled the other way, AwsError.
        """
        with aws_errors("dynamodb:UpdateItem"):
            try:
                stored = self._settle(order_id, status, now)
            except ClientError as error:
                stored = _stored_item(error)
                if stored.get("status") != status:
                    raise OrderConflictError(f"an order that is not {PLACED} can't become {status}") from None
        return _stored_order(stored)

    def _settle(self, order_id: str, status: str, now: datetime) -> dict[str, Any]:
        answer = self._client.update_item(
            TableName=self._table,
            Key=_to_dynamodb({"orderId": order_id}),
            UpdateExpression="SET #status = :status, settledAt = :now",
            ConditionExpression="#status = :placed",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues=_to_dynamodb(
                {":status": status, ":placed": PLACED, ":now": now.isoformat(timespec="seconds")}
            ),
            ReturnValues="ALL_NEW",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
        return _from_dynamodb(answer["Attributes"])


def _item(order: Order, now: datetime, expires_at: datetime) -> dict[str, Any]:
    return {
        "orderId": order.order_id,
        "status": PLACED,
        "customerName": order.customer_name,
        "fulfilment": order.fulfilment,
        "items": [{"item": line.item, "quantity": line.quantity} for line in order.lines],
        "prices": {line.item: line.price for line in order.lines},
        "total": order.total,
        "currency": order.currency,
        "placedAt": now.isoformat(timespec="seconds"),
        "expiresAt": int(expires_at.timestamp()),
    }


def _stored_item(error: ClientError) -> dict[str, Any]:
    """Return the item that failed a write's condition, empty if there is none; raise other errors again."""
    if error_code(error) != "ConditionalCheckFailedException":
        raise error
    return _from_dynamodb(error.response.get("Item", {}))


def _stored_order(item: dict[str, Any]) -> StoredOrder:
    return StoredOrder(item["orderId"], item["status"], item["total"], item["currency"])


def _to_dynamodb(item: dict[str, Any]) -> dict[str, Any]:
    return {key: TypeSerializer().serialize(value) for key, value in item.items()}


def _from_dynamodb(item: dict[str, Any]) -> dict[str, Any]:
    return {key: TypeDeserializer().deserialize(value) for key, value in item.items()}
