"""ProcessPayment: the only state that sees a card. It answers yes or no and keeps nothing of it."""

import functools
from decimal import Decimal
from typing import Any

from handlers import log
from handlers.aws import AwsClient, connect
from handlers.card import Card, RefusedCardError, open_card, sealed_card
from handlers.environment import required
from handlers.errors import discreet
from handlers.payment_gateway import Charge, approve
from handlers.used_cards import Payment, UsedCards


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, bool]:
    """Take `{"orderId", "startedAt", "total", "currency", "card": {"keyId", "ciphertext"}}`, answer `{"approved"}`.

    startedAt: when the order's execution started.
    What can't be decrypted, isn't a card, or has paid another order is declined. Raises AwsError (retried).
    """
    try:
        card = _unused_card(event)
    except RefusedCardError as refused:
        log.outcome(event["orderId"], f"card refused: {refused}")
        return {"approved": False}
    approved = approve(Charge(event["orderId"], Decimal(event["total"]), event["currency"], card))
    log.outcome(event["orderId"], "payment approved" if approved else "payment declined")
    return {"approved": approved}


def _unused_card(event: dict[str, Any]) -> Card:
    """Open the card, then claim it: what is no card leaves nothing in the table."""
    sealed = sealed_card(event["card"], required("PAYMENT_KEY_IDS").split(","))
    card = open_card(sealed, _kms())
    _used_cards().claim(sealed.fingerprint, Payment(event["orderId"], event["startedAt"]))
    return card


@functools.cache
def _kms() -> AwsClient:
    return connect("kms")


@functools.cache
def _used_cards() -> UsedCards:
    return UsedCards(connect("dynamodb"), required("USED_CARDS_TABLE"))
