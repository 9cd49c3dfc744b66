"""Callbacks that change a module the moment it is first imported."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from local.emulator.when_imported import when_imported


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported and has not been."""
    name = f"late_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text("answer = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", sys.meta_path.copy())
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def set_answer(module: Any) -> None:
    module.answer += 1


def test_the_importer_sees_the_changed_module(module: str) -> None:
    when_imported(module)(set_answer)
    assert module not in sys.modules
    assert importlib.import_module(module).answer == 2


def test_every_callback_is_called_once(module: str) -> None:
    when_imported(module)(set_answer)
    when_imported(module)(set_answer)
    importlib.import_module(module)
    assert importlib.import_module(module).answer == 3


def test_a_module_that_is_there_already_is_changed_at_once(module: str) -> None:
    imported = importlib.import_module(module)
    when_imported(module)(set_answer)
    assert imported.answer == 2


def test_a_workaround_that_does_not_fit_makes_the_import_fail(module: str) -> None:
    when_imported(module)(lambda loaded: loaded.no_longer_there)
    with pytest.raises(AttributeError, match="no_longer_there"):
        importlib.import_module(module)
