"""Every card that a test pays with, in one place, so that the scan after the whole suite can look for all of them.

Names and ZIP codes are such as nothing else in the shop's records looks like.
"""

import base64
import json
import uuid
from dataclasses import asdict, dataclass

APPROVED = "1111111111111111"  # the sandbox's; the page and its gateway name it
DECLINED = "2222222222222222"
NO_CARD = "33334444555566667777"  # longer than any card's number


@dataclass(frozen=True)
class Card:
    """What a customer knows of a card."""

    number: str
    name: str
    zip: str
    securityCode: str  # noqa: N815 - as the page spells it

    def plaintext(self, order: str, total: str) -> bytes:
        """Return the bytes that are encrypted for an order, by its name, and its price."""
        name = base64.urlsafe_b64encode(uuid.UUID(order).bytes).decode().rstrip("=")
        return json.dumps(asdict(self) | {"order": name, "total": total}).encode()


def by_program(number: str) -> Card:
    """Return the card of this number that tests encrypt themselves."""
    return Card(number, "Quetzalcoatl Cardholder", "KQ7-X9Z4WJ", "7319")


def by_page(number: str) -> Card:
    """Return the card of this number that tests type into the page."""
    return Card(number, "Xaviera Quillfeather", "VJ3-W8Q6ZK", "8264")


ALL = tuple(
    card(number)
    for card in (by_program, by_page)
    for number in (APPROVED, DECLINED, NO_CARD, "5105105105105100")
)
