"""What the tests of the whole system share."""

from pathlib import Path
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.deploying import deployed


@pytest.fixture(scope="session", name="any_machine")
def _any_machine(shop: RunningShop) -> dict[str, Any]:
    """The outputs of `any_machine.py`, deployed once for all tests beside the shop."""
    return deployed(Path(__file__).parent / "any_machine.py", shop)
