"""The tables of orders, and the rights to place and to settle an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.orders.iam import Statement

_PLACED = ("customerName", "fulfilment", "delivery", "items", "prices", "total", "currency", "placedAt")


@dataclass(frozen=True, kw_only=True)
class OrdersTableArgs:
    """How the orders are kept."""

    recovery_days: int
    """Days that the table can be restored to, 0 (none) to 35."""
    protect: bool
    """Refuse to destroy it."""


class OrdersTable(pulumi.ComponentResource):
    """One item for each order, by `orderId`, deleted some time after `expiresAt`; encrypted with DynamoDB's own key.

    A second table keeps a hash of every order's name for ever, so that a copy of an order can never pay again. A
    million hashes take 250 MB.
    Sources: docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html,
    docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """

    table_name: pulumi.Output[str]
    """The table's name."""
    table_arn: pulumi.Output[str]
    """The table's ARN."""

    def __init__(self, name: str, args: OrdersTableArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:OrdersTable", name, None, opts)
        expiry = {"attribute_name": "expiresAt", "enabled": True}
        table = self._table(name, args, "orderId", ttl=expiry)
        names = self._table(f"{name}-names", args, "name")
        self.table_name, self.table_arn = table.name, table.arn
        self.names_table_name, self._names_arn = names.name, names.arn
        self.register_outputs({"table_name": self.table_name, "table_arn": self.table_arn})

    def _table(self, name: str, args: OrdersTableArgs, key: str, **more: Any) -> aws.dynamodb.Table:
        return aws.dynamodb.Table(
            name,
            billing_mode="PAY_PER_REQUEST",
            hash_key=key,
            attributes=[{"name": key, "type": "S"}],
            # Not even None for the days: they would be part of the state, and each refresh would report a change.
            point_in_time_recovery={"enabled": True, "recovery_period_in_days": args.recovery_days}
            if args.recovery_days
            else {"enabled": False},
            deletion_protection_enabled=args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
            **more,
        )

    def may_add(self) -> list[Statement]:
        """Return the rights to place an order, which don't include writing its status."""
        return [
            _may_update(self.table_arn, ["orderId", "execution", "expiresAt", *_PLACED]),
            _may_update(self._names_arn, ["name", "execution"]),
        ]

    def may_settle(self) -> Statement:
        """Return the right to confirm or cancel an order, and to change nothing else in it."""
        return _may_update(self.table_arn, ["orderId", "status", "settledAt"])


def _may_update(table_arn: pulumi.Input[str], attributes: Sequence[str]) -> Statement:
    """Return the right to update these attributes, including the key, and to get no attributes in the response.

    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
    """
    return {
        "Effect": "Allow",
        "Action": "dynamodb:UpdateItem",
        "Resource": table_arn,
        "Condition": {
            "ForAllValues:StringEquals": {"dynamodb:Attributes": attributes},
            "StringEqualsIfExists": {"dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"]},
        },
    }
