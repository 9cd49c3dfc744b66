"""PlaceOrder: price the order by the menu and store it once."""

import functools
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers import log
from handlers.aws import connect
from handlers.environment import required, required_count
from handlers.errors import discreet
from handlers.menu import menu
from handlers.order_form import parse_order
from handlers.orders import Orders


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Take `{"orderId", "customer", "fulfilment", "items"}`, answer the stored order.

    Raises InvalidOrderError, OrderConflictError (both final) and AwsError (retried).
    """
    order = parse_order(event, menu())
    now = datetime.now(UTC)
    placed = _orders().add(order, now, now + timedelta(days=required_count("ORDER_RETENTION_DAYS")))
    log.outcome(placed.order_id, "order placed")
    return placed.as_dict()


@functools.cache
def _orders() -> Orders:
    return Orders(connect("dynamodb"), required("ORDERS_TABLE"))
