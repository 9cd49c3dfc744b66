"""ProcessPayment: the only function that sees a card. It charges once, finds out, or undoes, and keeps nothing."""

import functools
from decimal import Decimal
from typing import Any

from handlers import log
from handlers.aws import AwsClient, at_start, connect
from handlers.card import RefusedCardError, open_card
from handlers.environment import required
from handlers.errors import discreet
from handlers.payment_gateway import GATEWAY, Charge, PaymentUnknownError, or_unknown


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, bool]:
    """Take `{"action": "charge", "order", "card"}`, or `{"action": "find" | "void", "order"}`; answer `{"approved"}`.

    order: as PlaceOrder answers. card: `{"keyId", "ciphertext"}`. approved: whether a charge of this order stands.
    What can't be decrypted, isn't a card, or was sealed for another order or price is declined, and so is an order at a
    price that its customer hasn't seen. Raises AwsError and PaymentUnknownError (both retried).
    """
    approved = _ACTIONS[event["action"]](event)
    log.outcome(event["order"]["orderId"], "payment approved" if approved else "payment declined")
    return {"approved": approved}


def _charge(event: dict[str, Any]) -> bool:
    order = event["order"]
    if order["agreed"] is not True:
        return False
    try:
        keys = required("PAYMENT_KEY_IDS").split(",")
        card = open_card(event["card"], keys, order["orderId"], order["total"], _kms())
    except RefusedCardError as refused:
        log.outcome(order["orderId"], f"card refused: {refused}")
        return False
    with or_unknown():
        charge = Charge(order["orderId"], Decimal(order["total"]), order["currency"], card)
        return _decided(GATEWAY.charge(charge))


def _find(event: dict[str, Any]) -> bool:
    """Return whether the order is paid; where it isn't, or can't be told, see to it that it never will be."""
    try:
        with or_unknown():
            if _decided(GATEWAY.stands(event["order"]["orderId"])):
                return True
    except PaymentUnknownError:
        log.outcome(event["order"]["orderId"], "payment not found out")
    return _void(event)


def _decided(answer: object) -> bool:
    """Return a provider's yes or no. Raises TypeError for any other answer: neither is taken for granted."""
    if isinstance(answer, bool):
        return answer
    raise TypeError(type(answer).__name__)


def _void(event: dict[str, Any]) -> bool:
    with or_unknown():
        GATEWAY.void(event["order"]["orderId"])
    return False


@functools.cache
def _kms() -> AwsClient:
    return connect("kms")


_ACTIONS = {"charge": _charge, "find": _find, "void": _void}
at_start(_kms)
