"""An order and its price."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """quantity: pieces, 1 to 20. price: of one piece, in the order's currency; none for a dish that left the menu."""

    item: str
    quantity: int
    price: Decimal | None


@dataclass(frozen=True)
class Order:
    """An order as asked for, priced by the menu of the day.

    delivery: `{"address", "phone"}`, empty for pickup. agreed_total: what the customer saw and agreed to.
    """

    order_id: str
    customer_name: str = field(repr=False)
    fulfilment: str
    delivery: Mapping[str, str] = field(repr=False)
    lines: tuple[Line, ...]
    currency: str
    agreed_total: Decimal

    @property
    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines if line.price is not None), Decimal(0))

    @property
    def gone(self) -> tuple[str, ...]:
        """The dishes that are no longer on the menu."""
        return tuple(dict.fromkeys(line.item for line in self.lines if line.price is None))

    @property
    def is_agreed(self) -> bool:
        """Whether the customer saw this very order at this price."""
        return not self.gone and self.total == self.agreed_total
