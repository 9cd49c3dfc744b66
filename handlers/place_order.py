"""PlaceOrder: price the order by the menu, compare with what the customer saw, and store it once."""

import functools
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers import log
from handlers.aws import at_start, connect
from handlers.environment import required
from handlers.errors import discreet
from handlers.menu import menu
from handlers.order import parse_order
from handlers.orders_table import Orders, execution_mark
from handlers.words import phrases


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Take `{"orderId", "execution", "startedAt", "customer", "fulfilment", "delivery", "items", "total"}`.

    execution, startedAt: the execution's ARN and start. delivery: a list, empty for pickup.
    Answers `{"orderId", "total", "currency", "agreed", "phrases"}`: total is the price of now, agreed whether the
    customer saw it; without that nothing may be charged.
    Raises InvalidOrderError, OrderConflictError (both final) and AwsError (retried).
    """
    order = parse_order(event, menu())
    now = datetime.now(UTC)
    expires_at = now + timedelta(days=int(required("ORDER_RETENTION_DAYS")))
    _orders().add(order, execution_mark(event["execution"], event["startedAt"]), now, expires_at)
    log.outcome(order.order_id, "order placed" if order.is_agreed else "order placed, price has changed")
    return {
        "orderId": order.order_id,
        "total": f"{order.total:.2f}",
        "currency": order.currency,
        "agreed": order.is_agreed,
        "phrases": phrases(order, agreed=order.is_agreed),
    }


@functools.cache
def _orders() -> Orders:
    return Orders(connect("dynamodb"), required("ORDERS_TABLE"), required("NAMES_TABLE"))


at_start(menu, _orders)
