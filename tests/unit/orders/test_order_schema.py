"""The order's schema: what the API lets in."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, ValidationError, validators

from components.orders import menu, order_schema
from handlers.menu import menu as handlers_menu
from handlers.order import (
    FULFILMENTS,
    MAX_ADDRESS,
    MAX_NAME,
    MAX_QUANTITY,
    InvalidOrderError,
    parse_order,
)
from tests.names import REFUSED, TAKEN
from tests.properties import SMALL

KEY = "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ORDER: dict[str, Any] = {
    "customer": {"name": "Ann O'Neil"},
    "fulfilment": "pickup",
    "items": [{"item": "pizza", "quantity": 2}, {"item": "drink", "quantity": 20}],
    "total": "75.00",
    "card": {"keyId": KEY, "ciphertext": "A" * 342 + "=="},
}


THERE = {"address": "12 Main St", "phone": "+1 (614) 555-0100"}
DELIVERED = ORDER | {"fulfilment": "delivery", "delivery": THERE}


def as_utf_16(text: str) -> str:
    """Return a text with each character beyond U+FFFF as two, as JavaScript's expressions see it."""
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(int.from_bytes(units[at : at + 2], "little")) for at in range(0, len(units), 2))


def matching(_: object, pattern: str, text: object, __: object) -> Iterator[ValidationError]:
    if isinstance(text, str) and not re.search(pattern, as_utf_16(text)):
        yield ValidationError(f"{text!a} isn't {pattern}")


AS_API_GATEWAY = validators.extend(Draft4Validator, {"pattern": matching})


def accepts(order: Any) -> bool:
    """Return whether API Gateway's validator accepts an order: lengths in characters, expressions on UTF-16."""
    return AS_API_GATEWAY(order_schema()).is_valid(order)


def changed(path: str, value: object) -> dict[str, Any]:
    """Return the order with the value at a path such as `items.0.quantity` changed or added."""
    order = copy.deepcopy(ORDER)
    *parents, last = (int(part) if part.isdecimal() else part for part in path.split("."))
    target: Any = order
    for part in parents:
        target = target[part]
    target[last] = value
    return order


def schemas(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from schemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from schemas(value)


def test_an_order_is_accepted() -> None:
    assert accepts(ORDER)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("customer.name", "Zoë 李 😀"),
        ("customer.name", " x "),
        ("customer.name", '<b>&"quoted"\\'),
        ("customer.name", "x" * 80),
        ("card.keyId", KEY.replace("key/", "key/mrk-")),
        ("card.ciphertext", "a+/9" * 85 + "xQ=="),
    ],
)
def test_orders_of_all_kinds_are_accepted(path: str, value: object) -> None:
    assert accepts(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("customer.name", ""),
        ("customer.name", " \u00a0 "),
        ("customer.name", "x" * 81),
        ("customer.name", "Ann\n"),
        ("customer.name", "\tAnn"),
        ("customer.name", "A\u0000nn"),
        ("customer.name", "Ann\u0085"),
        ("customer.name", 5),
        ("customer.phone", "614"),
        ("fulfilment", "drone"),
        ("items", []),
        ("items", [{"item": "pizza", "quantity": 1}] * (len(menu()["items"]) + 1)),
        ("items.0.item", "anchovy"),
        ("items.0.quantity", 0),
        ("items.0.quantity", 21),
        ("items.0.quantity", 1.5),
        ("items.0.quantity", "1"),
        ("items.0.price", "0.01"),
        ("card.keyId", "alias/payment"),
        ("card.keyId", KEY + "x" * 256),
        ("card.ciphertext", "A" * 343 + "="),
        ("card.ciphertext", "A" * 342 + "==\n"),
        ("card.ciphertext", "A" * 341 + "!=="),
        ("card.number", "1111111111111111"),
        ("card.keyId", f"{KEY}\n"),
        ("total", "0.1"),
        ("total", "27.50\n"),
        ("total", "027.50"),
        ("total", 27.5),
        ("fulfilment", "delivery"),
        ("delivery", THERE),
        ("orderId", "mine"),
    ],
)
def test_anything_else_is_refused(path: str, value: object) -> None:
    assert not accepts(changed(path, value))


@pytest.mark.parametrize("missing", ["customer", "fulfilment", "items", "total", "card"])
def test_every_part_of_an_order_is_needed(missing: str) -> None:
    assert not accepts({key: value for key, value in ORDER.items() if key != missing})


def test_it_is_draft_4_within_what_api_gateway_knows() -> None:
    Draft4Validator.check_schema(order_schema())
    unknown = {
        "oneOf",
        "default",
        "readOnly",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "discriminator",
        "const",
    }
    for schema in schemas(order_schema()):
        assert unknown.isdisjoint(schema)
    assert "*/" not in json.dumps(order_schema())


def test_no_object_takes_fields_that_nobody_asked_for() -> None:
    objects = [schema for schema in schemas(order_schema()) if schema.get("type") == "object"]
    assert len(objects) == 5
    assert all(schema["additionalProperties"] is False for schema in objects)


@pytest.mark.parametrize(
    "there",
    [
        {},
        {"address": "12 Main St"},
        THERE | {"address": "\u200b"},
        THERE | {"address": "x" * 201},
        THERE | {"address": "12 Main St\n"},
        THERE | {"phone": "12345"},
        THERE | {"phone": "call me"},
        THERE | {"phone": "614 555 0100\n"},
        THERE | {"phone": "1" * 26},
        THERE | {"door": "2"},
    ],
)
def test_what_is_delivered_needs_an_address_and_a_phone_number(there: dict[str, str]) -> None:
    assert accepts(DELIVERED)
    assert not accepts(DELIVERED | {"delivery": there})


def taken(order: dict[str, Any]) -> bool:
    """Return whether PlaceOrder takes what the workflow makes of an order."""
    event = order | {"orderId": "order-1", "delivery": [order["delivery"]] if "delivery" in order else []}
    try:
        parse_order(event, handlers_menu())
    except InvalidOrderError:
        return False
    return True


@pytest.mark.parametrize("name", [*TAKEN, *REFUSED])
def test_schema_and_server_agree_on_names(name: str) -> None:
    order = changed("customer.name", name)
    assert accepts(order) == taken(order) == (name in TAKEN)


@pytest.mark.parametrize(
    ("length", "seen"), [(400, False), (1000, True)], ids=["within what may be long", "beyond it"]
)
def test_no_pattern_looks_through_a_text_that_is_too_long_anyway(length: int, *, seen: bool) -> None:
    properties = order_schema()["properties"]
    address = properties["delivery"]["properties"]["address"]
    assert address["maxLength"] * 2 <= 400, "halves of the longest text"
    line = re.compile(address["pattern"])
    assert bool(line.search("x" * length + "\n")) == seen
    assert bool(line.search(" " * length + "x")) != seen


ODD = (st.text(max_size=3) | st.text("A\u200b\u202e\ud83c\udf55\u3000\U000e0020\n \u0085", max_size=4)).map(
    lambda text: json.loads(json.dumps(text))
)  # as it arrives: two halves of a pair are one character


@SMALL
@given(
    name=ODD,
    address=ODD,
    phone=ODD | st.text("0123456789 +-()", max_size=9),
    total=ODD | st.text("0123456789.\n", max_size=7),
    key=ODD | st.sampled_from(["", "\n", " "]).map(lambda end: KEY + end),
)
def test_what_the_server_refuses_is_refused_by_the_schema(
    name: str, address: str, phone: str, total: str, key: str
) -> None:
    for part in (
        {"customer": {"name": name}},
        {"fulfilment": "delivery", "delivery": THERE | {"address": address}},
        {"fulfilment": "delivery", "delivery": THERE | {"phone": phone}},
        {"total": total},
    ):
        assert accepts(ORDER | part) == taken(ORDER | part), part
    assert accepts(changed("card.keyId", key)) == (key == KEY)


def test_schema_and_server_agree_on_the_menu_the_quantities_and_the_ways_to_get_it() -> None:
    properties = order_schema()["properties"]
    line = properties["items"]["items"]["properties"]
    assert line["item"]["enum"] == [item["id"] for item in menu()["items"]]
    assert line["quantity"]["maximum"] == MAX_QUANTITY
    assert properties["items"]["maxItems"] == len(menu()["items"])
    assert properties["customer"]["properties"]["name"]["maxLength"] == MAX_NAME
    assert properties["delivery"]["properties"]["address"]["maxLength"] == MAX_ADDRESS
    assert properties["fulfilment"]["enum"] == list(FULFILMENTS)
