"""An order and its price."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """quantity: pieces, 1 to 20. price: of one piece, in the order's currency."""

    item: str
    quantity: int
    price: Decimal


@dataclass(frozen=True)
class Order:
    """An order as asked for, priced by the menu of the day."""

    order_id: str
    customer_name: str = field(repr=False)
    fulfilment: str
    lines: tuple[Line, ...]
    currency: str

    @property
    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))
