"""What a handler's errors may tell."""

import importlib
import traceback
from pathlib import Path
from typing import Any

import pytest

from handlers import errors
from handlers.errors import TellableError, UnexpectedError, discreet

SECRET = "1111111111111111"
HANDLERS = Path(errors.__file__).parent
STATES = sorted(path.stem for path in HANDLERS.glob("*.py") if "def handle(" in path.read_text())


@discreet
def repeats(event: dict[str, Any], _context: object) -> int:
    return int(event["number"])


@discreet
def tells(_event: dict[str, Any], _context: object) -> None:
    raise TellableError("items must be a list")


def test_an_unexpected_error_tells_its_kind_and_its_place_alone() -> None:
    with pytest.raises(UnexpectedError) as caught:
        repeats({"number": f"{SECRET}?"}, None)
    assert str(caught.value).startswith("ValueError at test_errors.py:")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_an_error_that_is_known_to_be_discreet_is_told_as_it_is() -> None:
    with pytest.raises(TellableError, match=r"^items must be a list$"):
        tells({}, None)


@pytest.mark.parametrize("module", STATES)
def test_every_handler_is_discreet(module: str) -> None:
    handle = importlib.import_module(f"handlers.{module}").handle
    assert hasattr(handle, "__wrapped__"), (
        f"decorate handle of handlers/{module}.py with @discreet, so that its errors tell nothing of a customer"
    )


def test_every_error_of_ours_is_a_tellable_one() -> None:
    ours = {
        thing
        for path in HANDLERS.glob("*.py")
        if path.stem != "__init__"
        for thing in vars(importlib.import_module(f"handlers.{path.stem}")).values()
        if isinstance(thing, type)
        and issubclass(thing, Exception)
        and thing.__module__.startswith("handlers.")
    }
    assert len(ours) >= 8
    assert all(issubclass(error, TellableError) for error in ours)
