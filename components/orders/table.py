"""Where orders live, and the rights to place and to settle one."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.orders.iam import Statement

MAX_RECOVERY_DAYS = 35


@dataclass(frozen=True, kw_only=True)
class OrdersTableArgs:
    """How the orders are kept.

    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html
    """

    recovery_days: int
    """How far the table can be wound back, 0 (not at all) to 35."""
    protect: bool
    """Refuse to destroy it."""

    def __post_init__(self) -> None:
        if not 0 <= self.recovery_days <= MAX_RECOVERY_DAYS:
            raise ValueError(f"recovery_days must be 0 to {MAX_RECOVERY_DAYS}, got {self.recovery_days}")


class OrdersTable(pulumi.ComponentResource):
    """One item per order, by `orderId`, dropped some time after its `expiresAt`; encrypted by DynamoDB's own key.

    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
    """

    table_name: pulumi.Output[str]
    """The table's name."""
    table_arn: pulumi.Output[str]
    """The table's ARN."""

    def __init__(self, name: str, args: OrdersTableArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:OrdersTable", name, None, opts)
        table = aws.dynamodb.Table(
            name,
            billing_mode="PAY_PER_REQUEST",
            hash_key="orderId",
            attributes=[{"name": "orderId", "type": "S"}],
            ttl={"attribute_name": "expiresAt", "enabled": True},
            point_in_time_recovery=recovery(args.recovery_days),
            deletion_protection_enabled=args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.table_name, self.table_arn = table.name, table.arn
        self.register_outputs({"table_name": self.table_name, "table_arn": self.table_arn})

    def may_add(self) -> Statement:
        """Return the right to place an order."""
        return {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": self.table_arn}

    def may_settle(self) -> Statement:
        """Return the right to confirm or cancel an order."""
        return {"Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": self.table_arn}


def recovery(days: int) -> aws.dynamodb.TablePointInTimeRecoveryArgs:
    """Return the setting that lets a table be wound back so many days, 0 for none."""
    if not days:
        return aws.dynamodb.TablePointInTimeRecoveryArgs(enabled=False)
    return aws.dynamodb.TablePointInTimeRecoveryArgs(enabled=True, recovery_period_in_days=days)
