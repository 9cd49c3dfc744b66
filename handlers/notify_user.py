"""NotifyUser: put the outcome into words."""

from typing import Any

from handlers import log
from handlers.outcome import sentence


def handle(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Take `{"orderId", "name", "status", "fulfilment"}`, answer `{"message"}`."""
    message = str(sentence(event))
    log.outcome(event["orderId"], "customer notified")
    return {"message": message}
