"""The sentence that tells a customer how the order went."""

from dataclasses import dataclass, field

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


def sentence(name: str, status: str, fulfilment: str) -> Sentence:
    """Return the sentence for a settled order.

    status: CONFIRMED or CANCELLED. fulfilment: pickup or delivery. Raises KeyError for any other.
    """
    return Sentence(name, _PHRASES[status, fulfilment])
