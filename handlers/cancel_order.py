"""CancelOrder: the payment did not go through."""

import functools
from datetime import UTC, datetime
from typing import Any

from handlers import log
from handlers.aws import connect
from handlers.environment import required
from handlers.errors import discreet
from handlers.orders import CANCELLED, Orders


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Take `{"orderId"}`, answer the stored order.

    Raises OrderConflictError (final) and AwsError (retried).
    """
    settled = _orders().settle(event["orderId"], CANCELLED, datetime.now(UTC))
    log.outcome(settled.order_id, "order cancelled")
    return settled.as_dict()


@functools.cache
def _orders() -> Orders:
    return Orders(connect("dynamodb"), required("ORDERS_TABLE"))
