"""Where it is remembered which encrypted cards have paid, and the right to claim one."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.orders.iam import Statement
from components.orders.table import recovery


@dataclass(frozen=True, kw_only=True)
class UsedCardsTableArgs:
    """How the table is kept."""

    recovery_days: int
    """How far the table can be wound back, 0 (not at all) to 35."""
    protect: bool
    """Refuse to destroy it."""


class UsedCardsTable(pulumi.ComponentResource):
    """One item per encrypted card that was used, by its fingerprint: a hash, from which nothing of a card can be had.

    Items don't expire: an encrypted card that was forgotten could pay again. A million of them take 250 MB.
    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """

    table_name: pulumi.Output[str]
    """The table's name."""

    def __init__(
        self, name: str, args: UsedCardsTableArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("gopizza:index:UsedCardsTable", name, None, opts)
        table = aws.dynamodb.Table(
            name,
            billing_mode="PAY_PER_REQUEST",
            hash_key="fingerprint",
            attributes=[{"name": "fingerprint", "type": "S"}],
            point_in_time_recovery=recovery(args.recovery_days),
            deletion_protection_enabled=args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.table_name, self._arn = table.name, table.arn
        self.register_outputs({"table_name": self.table_name})

    def may_claim(self) -> Statement:
        """Return the right to claim a card. Nobody needs to read them."""
        return {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": self._arn}
