"""What changes a module the moment it is first imported."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from local.emulator.when_imported import instead_of, when_imported

SOURCE = """
answer = 1
def double(number): return 2 * number
class Shop:
    def bake(self, pizza): return [self, pizza]
    @staticmethod
    def price(pizza): return pizza
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported and has not been."""
    name = f"late_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def set_answer(module: Any) -> None:
    module.answer += 1


def test_the_importer_sees_the_module_as_each_change_left_it(module: str) -> None:
    when_imported(module)(set_answer)
    when_imported(module, "never_imported")(set_answer)
    assert module not in sys.modules
    assert importlib.import_module(module).answer == 3


def test_a_module_that_is_there_already_is_changed_at_once(module: str) -> None:
    imported = importlib.import_module(module)
    when_imported(module)(set_answer)
    assert imported.answer == 2


@pytest.mark.parametrize("name", ["no_longer_there", "Shop.no_longer_there", "NoShop.bake"])
def test_a_workaround_that_does_not_fit_makes_the_import_fail(module: str, name: str) -> None:
    instead_of(module, name)(lambda original: original)
    for _ in range(2):
        with pytest.raises(AttributeError, match=r"no_longer_there|NoShop"):
            importlib.import_module(module)


def test_an_import_that_succeeds_in_the_end_has_every_change(module: str) -> None:
    tries = iter([RuntimeError("not yet"), None])

    def sometimes(_: Any) -> None:
        if error := next(tries):
            raise error

    for change in (set_answer, sometimes, set_answer):
        when_imported(module)(change)
    with pytest.raises(RuntimeError, match="not yet"):
        importlib.import_module(module)
    assert importlib.import_module(module).answer == 3


def test_a_function_or_a_method_is_replaced_by_what_gets_it_first(module: str) -> None:
    for name in ("double", "Shop.bake", "Shop.price"):
        instead_of(module, name)(lambda original, *given: [original.__name__, original(*given)])
    mended = importlib.import_module(module)
    shop = mended.Shop()
    assert mended.double(2) == ["double", 4]
    assert shop.bake("a") == ["bake", [shop, "a"]]
    assert shop.price("a") == mended.Shop.price("a") == ["price", "a"]
