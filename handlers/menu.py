"""What the shop sells and for how much; the page shows the same file."""

import functools
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Menu:
    """currency: ISO 4217. prices: by item id, exact, for one piece."""

    currency: str
    prices: dict[str, Decimal]


@functools.cache
def menu() -> Menu:
    """Read the menu once; it can't change while a function lives."""
    data = json.loads(Path(__file__).with_name("menu.json").read_text(encoding="utf-8"))
    return Menu(data["currency"], {item["id"]: Decimal(item["price"]) for item in data["items"]})
