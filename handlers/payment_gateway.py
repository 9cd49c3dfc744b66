"""The one seam to whoever takes the money: what a payment provider must be able to do, and the sandbox that does it.

Another provider is another class here, and its credentials an environment variable of ProcessPayment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from handlers.card import Card
from handlers.errors import TellableError

_APPROVED_NUMBER = "1111111111111111"


class PaymentUnknownError(TellableError):
    """Nobody can tell whether an order was charged or its charge voided. The workflow retries it by this name.

    The message tells what kind of error it was, never what a provider said.
    """


@dataclass(frozen=True)
class Charge:
    """What is to be paid, and by which card.

    order_id: the idempotency key. total: exact, in `currency` (ISO 4217).
    """

    order_id: str
    total: Decimal
    currency: str
    card: Card


class PaymentGateway(Protocol):
    """A provider. Any exception of these, no answer within the function's time, and one that is neither True nor False
    where a bool is due, is taken for "unknown".

    Each may be called again, at the same time too, for the same order.
    """

    def charge(self, charge: Charge) -> bool:
        """Charge an order once; answer every later request for it with the first decision, whatever its card."""
        ...

    def stands(self, order_id: str) -> bool:
        """Return whether a charge of this order stands: approved and not voided."""
        ...

    def void(self, order_id: str) -> None:
        """Return once no charge of this order stands nor ever will: one that arrives later must be declined."""
        ...


class Sandbox:
    """It charges nothing, approves one test card and declines every other: so nothing ever stands."""

    def charge(self, charge: Charge) -> bool:
        return charge.card.number == _APPROVED_NUMBER

    def stands(self, order_id: str) -> bool:  # noqa: ARG002
        return False

    def void(self, order_id: str) -> None:
        pass


GATEWAY: PaymentGateway = Sandbox()


@contextmanager
def or_unknown() -> Iterator[None]:
    """Turn whatever a provider raises inside, an exit among it, into PaymentUnknownError."""
    try:
        yield
    except BaseException as error:
        raise PaymentUnknownError(f"payment provider: {type(error).__name__}") from None
