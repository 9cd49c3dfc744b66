"""What a customer asks for, checked and priced."""

import re
from typing import Any

from handlers.errors import TellableError
from handlers.menu import Menu
from handlers.order import Line, Order

FULFILMENTS = ("pickup", "delivery")
# Both also in the API's schema.
MAX_QUANTITY = 20  # pieces in a line
MAX_NAME = 80  # characters
# Control characters, and halves of a pair in UTF-16: no text, so DynamoDB and Polly would refuse the name.
_UNREADABLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]")


class InvalidOrderError(TellableError):
    """The order can't be taken. The message names the field, never its value."""


def parse_order(event: dict[str, Any], menu: Menu) -> Order:
    """Return the order in `event` with the menu's prices; raises InvalidOrderError.

    The API's schema refuses bad orders first; this is for executions started past the API, and for a body with two
    equal keys, of which the model might have seen the other.
    """
    customer = event.get("customer")
    name = _text(customer.get("name") if isinstance(customer, dict) else None, "customer.name")
    if len(name) > MAX_NAME or _UNREADABLE.search(name):
        raise InvalidOrderError(f"customer.name must have at most {MAX_NAME} characters, all readable")
    if event.get("fulfilment") not in FULFILMENTS:
        raise InvalidOrderError("fulfilment must be pickup or delivery")
    items = event.get("items")
    if not isinstance(items, list) or not 1 <= len(items) <= len(menu.prices):
        raise InvalidOrderError(f"items must be a list of 1 to {len(menu.prices)}, as many as the menu has")
    return Order(
        order_id=_text(event.get("orderId"), "orderId"),
        customer_name=name,
        fulfilment=event["fulfilment"],
        lines=tuple(_line(item, menu) for item in items),
        currency=menu.currency,
    )


def _line(item: object, menu: Menu) -> Line:
    line: dict[str, Any] = item if isinstance(item, dict) else {}
    wanted, quantity = line.get("item"), line.get("quantity")
    if not isinstance(wanted, str) or wanted not in menu.prices:
        raise InvalidOrderError("items[].item must be on the menu")
    if type(quantity) is not int or not 1 <= quantity <= MAX_QUANTITY:  # a bool is an int too
        raise InvalidOrderError(f"items[].quantity must be a whole number from 1 to {MAX_QUANTITY}")
    return Line(wanted, quantity, menu.prices[wanted])


def _text(value: object, field_name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidOrderError(f"{field_name} must be a text")
    return value
