"""NotifyUser: put the outcome into words."""

from typing import Any

from handlers import log
from handlers.errors import discreet
from handlers.outcome import sentence


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Take `{"order", "name", "fulfilment"}`, answer the order's outcome: the order with its `message`."""
    order = event["order"]
    message = str(sentence(event["name"], order["status"], event["fulfilment"]))
    log.outcome(order["orderId"], "customer notified")
    return order | {"message": message}
