"""What the tests of the whole system share."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.deploying import deployed
from tests.system.payments import Provider


@pytest.fixture(scope="session", name="any_machine")
def _any_machine(shop: RunningShop) -> dict[str, Any]:
    """The outputs of `any_machine.py`, deployed once for all tests beside the shop."""
    return deployed(Path(__file__).parent / "any_machine.py", shop)


@pytest.fixture
def provider(shop: RunningShop, tmp_path: Path) -> Iterator[Callable[..., Provider]]:
    """Makes a provider: what goes wrong with it, what is changed in the workflow, the workflow's seconds."""
    with contextlib.ExitStack() as stack:
        yield lambda *given, **more: stack.enter_context(
            contextlib.closing(Provider(shop, tmp_path, *given, **more))
        )
