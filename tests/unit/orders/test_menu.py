"""The menu is its owner's to edit: a dish that nobody could order is refused before anything is deployed."""

import json
from pathlib import Path
from typing import Any

import pytest

from components.orders import catalog, order_schema

SOUP = {"id": "soup", "name": "Soup", "price": "5.00", "description": "Hot"}


@pytest.fixture(autouse=True)
def _handlers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "patterns.json").write_text((catalog.HANDLERS / "patterns.json").read_text())
    monkeypatch.setattr(catalog, "HANDLERS", tmp_path)


def write(*items: dict[str, Any]) -> None:
    (catalog.HANDLERS / "menu.json").write_text(json.dumps({"currency": "EUR", "items": items}))


def test_another_menu_makes_another_schema() -> None:
    write(SOUP, SOUP | {"id": "soup-2", "price": "0.50"})
    items = order_schema()["properties"]["items"]
    assert items["items"]["properties"]["item"]["enum"] == ["soup", "soup-2"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        *(
            ({"id": it}, "a dish's id must be up to 32 lower case")
            for it in ("Soup", "a_b", "2", "", "a" * 33, None, "sou\n")
        ),
        *(
            ({"price": it}, "a dish's price must be an amount in quotes")
            for it in (5, 5.5, "5", "5.5", "05.00", "-5.00", None)
        ),
    ],
)
def test_a_dish_that_nobody_could_order_is_refused(wrong: dict[str, object], told: str) -> None:
    write(SOUP, SOUP | {"id": "other"} | wrong)
    with pytest.raises(ValueError, match=rf"^handlers/menu\.json: {told}[^\n]*, got "):
        order_schema()


def test_a_dish_is_there_once() -> None:
    write(SOUP, SOUP)
    with pytest.raises(ValueError, match=r"^handlers/menu\.json: two dishes have the id soup$"):
        catalog.menu()
