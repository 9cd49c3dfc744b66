"""What a customer is told, by voice and in writing; the sentences stand in words.json alone."""

import functools
import json
from pathlib import Path
from typing import Any

from handlers.order import Order

_SHORT = 8  # characters of an order's id, enough for a person to find it


def phrases(order: Order, *, agreed: bool) -> list[str]:
    """Return what follows the customer's name if the order is confirmed, if it's cancelled, and if nobody knows.

    The workflow's settling states choose by these places: 0, 1 and 2.
    agreed: whether the customer saw today's price.
    """
    unknown = _words()["unknown"].format(order=order.order_id[:_SHORT])
    return [_words()["paid"][order.fulfilment], _unpaid(order, agreed=agreed), unknown]


def _unpaid(order: Order, *, agreed: bool) -> str:
    if order.gone:
        return _words()["gone"].format(dishes=" and ".join(order.gone))
    return _words()["unpaid" if agreed else "repriced"].format(total=f"{order.total:.2f} {order.currency}")


@functools.cache
def _words() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
