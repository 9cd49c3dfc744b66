"""The order's schema: what the API lets in."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator

from components.orders import menu, order_schema
from handlers.order_form import FULFILMENTS, MAX_NAME, MAX_QUANTITY

KEY = "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ORDER: dict[str, Any] = {
    "customer": {"name": "Ann O'Neil"},
    "fulfilment": "pickup",
    "items": [{"item": "pizza", "quantity": 2}, {"item": "drink", "quantity": 20}],
    "card": {"keyId": KEY, "ciphertext": "A" * 342 + "=="},
}


def accepts(order: Any) -> bool:
    return Draft4Validator(order_schema()).is_valid(order)


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
        ("fulfilment", "delivery"),
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
        ("items", [{"item": "pizza", "quantity": 1}] * 5),
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
        ("total", "0.01"),
        ("orderId", "mine"),
    ],
)
def test_anything_else_is_refused(path: str, value: object) -> None:
    assert not accepts(changed(path, value))


@pytest.mark.parametrize("missing", ["customer", "fulfilment", "items", "card"])
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
    assert len(objects) == 4
    assert all(schema["additionalProperties"] is False for schema in objects)


def test_schema_and_server_agree_on_the_menu_the_quantities_and_the_ways_to_get_it() -> None:
    properties = order_schema()["properties"]
    line = properties["items"]["items"]["properties"]
    assert line["item"]["enum"] == [item["id"] for item in menu()["items"]]
    assert line["quantity"]["maximum"] == MAX_QUANTITY
    assert properties["items"]["maxItems"] == len(menu()["items"])
    assert properties["customer"]["properties"]["name"]["maxLength"] == MAX_NAME
    assert properties["fulfilment"]["enum"] == list(FULFILMENTS)
