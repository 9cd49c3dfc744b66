"""The sentence that tells a customer how the order went."""

from dataclasses import dataclass, field
from typing import Any

_PHRASES = {
    ("CONFIRMED", "pickup"): "thank you for your order - it will be ready for pickup in 15 minutes",
    ("CONFIRMED", "delivery"): "thank you for your order - it will be delivered in 15 minutes",
    ("CANCELLED", "pickup"): "sorry, your payment didn't go through, please try again",
    ("CANCELLED", "delivery"): "sorry, your payment didn't go through, please try again",
}


@dataclass(frozen=True)
class Sentence:
    """The customer's name, which differs by order, and the phrase, of which there are few."""

    name: str = field(repr=False)
    phrase: str

    def __str__(self) -> str:
        return f"{self.name}, {self.phrase}"


def sentence(event: dict[str, Any]) -> Sentence:
    """Return the sentence for `{"name", "status", "fulfilment"}`; raises KeyError for another status."""
    return Sentence(event["name"], _PHRASES[event["status"], event["fulfilment"]])
