"""What the functions share: settings, the menu, and imports without consequences."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from handlers.environment import MisconfiguredError, required
from handlers.menu import menu

ROOT = Path(__file__).parents[3]
MODULES = sorted(path.stem for path in (ROOT / "handlers").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("ORDERS_TABLE", raising=False)
    if value is not None:
        monkeypatch.setenv("ORDERS_TABLE", value)
    with pytest.raises(MisconfiguredError, match="ORDERS_TABLE"):
        required("ORDERS_TABLE")


def test_the_menu_has_what_the_shop_sells_at_exact_prices() -> None:
    assert set(menu().prices) >= {"pizza", "breadsticks", "salad", "drink"}
    assert menu().currency == "USD"
    assert all(price > 0 and price == price.quantize(Decimal("0.01")) for price in menu().prices.values())


def test_the_menus_prices_are_texts_because_a_json_number_is_not_exact() -> None:
    items = json.loads((ROOT / "handlers" / "menu.json").read_text(encoding="utf-8"))["items"]
    assert all(isinstance(item["price"], str) for item in items)


def test_importing_a_handler_needs_no_environment_and_touches_no_aws() -> None:
    imports = "; ".join(f"import handlers.{module}" for module in MODULES)
    check = f"{imports}; from handlers import aws; assert not aws._session.cache_info().misses"
    subprocess.run([sys.executable, "-c", check], cwd=ROOT, env={}, check=True, timeout=60)
