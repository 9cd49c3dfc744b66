"""ProcessPayment: the only state that sees a card. It answers yes or no and keeps nothing."""

import functools
from decimal import Decimal
from typing import Any

from handlers import log
from handlers.aws import AwsClient, connect
from handlers.card import RefusedCardError, open_card
from handlers.environment import required
from handlers.payment_gateway import Charge, approve


def handle(event: dict[str, Any], _context: object) -> dict[str, bool]:
    """Take `{"orderId", "total", "currency", "card": {"keyId", "ciphertext"}}`, answer `{"approved"}`.

    What can't be decrypted or isn't a card is declined. Raises AwsError (retried).
    """
    try:
        card = open_card(event["card"], _kms(), required("PAYMENT_KEY_IDS").split(","))
    except RefusedCardError as refused:
        log.outcome(event["orderId"], f"card refused: {refused}")
        return {"approved": False}
    approved = approve(Charge(event["orderId"], Decimal(event["total"]), event["currency"], card))
    log.outcome(event["orderId"], "payment approved" if approved else "payment declined")
    return {"approved": approved}


@functools.cache
def _kms() -> AwsClient:
    return connect("kms")
