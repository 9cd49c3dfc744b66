"""What a function may tell its log: the order's id and what became of it; never a name, never a card."""

import logging

_logger = logging.getLogger("gopizza")
_logger.setLevel(logging.INFO)


def outcome(order_id: str, what: str) -> None:
    """Log what became of an order.

    With the function's log format set to JSON, Lambda's runtime writes the id as a field beside the message.
    Source: docs.aws.amazon.com/lambda/latest/dg/python-logging.html
    """
    _logger.info(what, extra={"orderId": order_id})
