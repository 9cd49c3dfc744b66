"""The sandbox payment gateway: it charges nothing, approves one test card and declines every other."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.card import Card

_APPROVED_NUMBER = "1111111111111111"


@dataclass(frozen=True)
class Charge:
    """What is to be paid, and by which card.

    order_id: the idempotency key. A task can run twice: a real gateway must charge an order once and answer a
    second request with its first decision; CancelOrder is where it would be told to void an order's charge.
    total: exact, in `currency` (ISO 4217).
    """

    order_id: str
    total: Decimal
    currency: str
    card: Card


def approve(charge: Charge) -> bool:
    """Return whether the charge went through."""
    return charge.card.number == _APPROVED_NUMBER
