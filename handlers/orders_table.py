"""The orders table, and the names that orders ever had: an order belongs to one execution for good."""

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Any

from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code
from handlers.errors import TellableError
from handlers.log import reference
from handlers.order import Order


class OrderConflictError(TellableError):
    """Another execution has stored an order under this id; what it charged is not known here."""


def execution_mark(arn: str, started_at: str) -> str:
    """Return what tells the run of the workflow that an order belongs to: SHA-256 of its ARN and its start, in hex.

    Both, because Step Functions lets a name be used again 90 days after its execution has ended, and that of a machine
    that was replaced at once. A redriven execution keeps both.
    Sources: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html,
    docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
    """
    return hashlib.sha256(f"{arn} {started_at}".encode()).hexdigest()


class Orders:
    """Where PlaceOrder writes: the orders, which expire, and the names that they had, which don't.

    Both writes are updates under a condition that is true again when a task runs twice. No function needs the right to
    read, nor to touch an order's status, which the workflow's settling states alone write.
    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
    """

    def __init__(self, client: AwsClient, orders: str, names: str) -> None:
        self._client, self._orders, self._names = client, orders, names

    def add(self, order: Order, execution: str, now: datetime, expires_at: datetime) -> None:
        """Store `order` for this execution, before anything of it is charged.

        expires_at: when DynamoDB may drop it (time to live). Its name stays taken, or a copy of the whole request could
        pay once more as soon as Step Functions and the table have forgotten the order.
        Raises OrderConflictError if another execution has or had an order of this id, AwsError.
        """
        self._write(self._names, {"name": reference(order.order_id)}, {"execution": execution})
        attributes = _attributes(order, now, expires_at) | {"execution": execution}
        self._write(self._orders, {"orderId": order.order_id}, attributes)

    def _write(self, table: str, key: dict[str, str], attributes: dict[str, Any]) -> None:
        names = {f"#{index}": name for index, name in enumerate(attributes)}
        (of_key,) = key
        with aws_errors("dynamodb:UpdateItem"):
            try:
                self._client.update_item(
                    TableName=table,
                    Key=_typed(key)["M"],
                    UpdateExpression=f"SET {', '.join(f'{name} = :{name[1:]}' for name in names)}",
                    ConditionExpression="attribute_not_exists(#key) OR #execution = :execution",
                    ExpressionAttributeNames={**names, "#key": of_key, "#execution": "execution"},
                    ExpressionAttributeValues={
                        ":execution": _typed(attributes["execution"]),
                        **{f":{name[1:]}": _typed(attributes[names[name]]) for name in names},
                    },
                )
            except ClientError as error:
                if error_code(error) == "ConditionalCheckFailedException":
                    raise OrderConflictError("another execution has stored an order of this id") from None
                raise


def _attributes(order: Order, now: datetime, expires_at: datetime) -> dict[str, Any]:
    return {
        "customerName": order.customer_name,
        "fulfilment": order.fulfilment,
        "delivery": dict(order.delivery),
        "items": [{"item": line.item, "quantity": line.quantity} for line in order.lines],
        "prices": {line.item: line.price for line in order.lines if line.price is not None},
        "total": order.total,
        "currency": order.currency,
        "placedAt": now.isoformat(timespec="seconds"),
        "expiresAt": int(expires_at.timestamp()),
    }


def _typed(value: str | int | Decimal | list[Any] | dict[str, Any]) -> dict[str, Any]:
    """Return a value as DynamoDB writes it: `{"S": "text"}`."""
    match value:
        case str():
            return {"S": value}
        case int() | Decimal():
            return {"N": str(value)}
        case list():
            return {"L": [_typed(each) for each in value]}
        case dict():
            return {"M": {name: _typed(each) for name, each in value.items()}}
