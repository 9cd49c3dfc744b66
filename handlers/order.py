"""An order: what a customer asks for, checked and priced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from handlers.errors import TellableError
from handlers.menu import Menu
from handlers.patterns import has_form, is_line

FULFILMENTS = ("pickup", "delivery")
MAX_QUANTITY = 20  # pieces in a line, as in the API's schema
MAX_LINES = 100  # more than the API lets pass: a dish that leaves the menu is still named
MAX_NAME, MAX_ADDRESS = 80, 200  # characters


class InvalidOrderError(TellableError):
    """The order can't be taken. The message names the field, never its value."""


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


def parse_order(event: dict[str, Any], menu: Menu) -> Order:
    """Return the order in `event` with the menu's prices; raises InvalidOrderError.

    The API's schema refuses bad orders first; this is for executions started past the API, for a body with two
    equal keys, of which the model might have seen the other, and for a dish that leaves the menu just now.
    """
    customer, items = event.get("customer"), event.get("items")
    name = customer.get("name") if isinstance(customer, dict) else None
    _check(is_line(name, MAX_NAME), f"customer.name must be one visible line of up to {MAX_NAME} characters")
    _check(event.get("fulfilment") in FULFILMENTS, "fulfilment must be pickup or delivery")
    _check(has_form(event.get("total"), "total"), "total must be an amount such as 27.50")
    if not isinstance(items, list) or not 1 <= len(items) <= MAX_LINES:
        raise InvalidOrderError(f"items must be a list of 1 to {MAX_LINES}")
    return Order(
        order_id=event["orderId"],
        customer_name=str(name),
        fulfilment=event["fulfilment"],
        delivery=_delivery(event["fulfilment"], event.get("delivery") or []),
        lines=tuple(_line(item, menu) for item in items),
        currency=menu.currency,
        agreed_total=Decimal(event["total"]),
    )


def _delivery(fulfilment: str, given: object) -> Mapping[str, str]:
    """Return where to deliver to. given: the execution's `delivery` in a list, which is empty if it has none."""
    if fulfilment == "pickup":
        _check(given == [], "delivery is for orders that are delivered")
        return {}
    there = given[0] if isinstance(given, list) and len(given) == 1 else None
    if not isinstance(there, dict) or there.keys() != {"address", "phone"}:
        raise InvalidOrderError("delivery must have an address and a phone number")
    _check(
        is_line(there["address"], MAX_ADDRESS),
        f"delivery.address must be one visible line of up to {MAX_ADDRESS} characters",
    )
    _check(has_form(there["phone"], "phone"), "delivery.phone must have 6 digits or more")
    return there


def _line(item: object, menu: Menu) -> Line:
    line: dict[str, Any] = item if isinstance(item, dict) else {}
    wanted, quantity = line.get("item"), line.get("quantity")
    _check(has_form(wanted, "dish"), "items[].item must be the id of a dish")
    if type(quantity) is not int or not 1 <= quantity <= MAX_QUANTITY:  # a bool is an int too
        raise InvalidOrderError(f"items[].quantity must be a whole number from 1 to {MAX_QUANTITY}")
    return Line(str(wanted), quantity, menu.prices.get(str(wanted)))


def _check(holds: object, otherwise: str) -> None:
    if not holds:
        raise InvalidOrderError(otherwise)
