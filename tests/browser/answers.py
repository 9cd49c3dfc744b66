"""What the API would answer, for tests that choose it."""

import json
from typing import Any

from tests.browser.visitor import Visitor

ARN = "arn:aws:states:us-east-2:000000000000:execution:orders:11111111-2222-4333-8444-555555555555"
STARTED = (200, {"executionArn": ARN, "startDate": 1})
OUTCOME: dict[str, Any] = {
    "orderId": "11111111-2222-4333-8444-555555555555",
    "status": "CONFIRMED",
    "total": "27.50",
    "currency": "USD",
    "message": "Ann, as the shop says",
    "audio": None,
}


def error(status: int, code: str) -> tuple[int, dict[str, Any]]:
    """Return an error in the API's one shape."""
    return status, {"error": {"code": code, "message": "", "requestId": "test"}}


def running(arn: str) -> tuple[int, dict[str, Any]]:
    """Return the answer for an execution that isn't through."""
    return 200, {"executionArn": arn, "status": "RUNNING"}


def succeeded(outcome: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Return the answer for an execution with this outcome."""
    return 200, {"status": "SUCCEEDED", "output": json.dumps(outcome)}


def order_with(visitor: Visitor, **outcome: Any) -> None:
    """Order, and see this outcome."""
    visitor.answer_instead("POST", STARTED)
    visitor.answer_instead("GET", *[succeeded(OUTCOME | outcome)] * 2)
    visitor.order()
    visitor.see(OUTCOME["message"])
