"""Each workaround is needed by the LocalEmu that is installed, and works."""

from functools import cache

import pytest

from local.environments import EMULATOR
from tests.running import told_by_emulators_python

pytestmark = pytest.mark.skipif(
    not EMULATOR.is_ready(), reason="the emulator's environment is missing: run `make setup`"
)


@cache
def bugs(*arguments: str) -> dict[str, bool]:
    """Return for each bug whether it is there, as one process of the emulator's environment saw it."""
    return told_by_emulators_python("tests.system.workarounds", *arguments)


def test_every_workaround_is_still_needed() -> None:
    gone = sorted(name for name, there in bugs().items() if not there)
    assert not gone, f"LocalEmu has mended these: remove their workarounds from local/emulator/: {gone}"


def test_every_workaround_works() -> None:
    left = sorted(name for name, there in bugs("mended").items() if there)
    assert not left, f"still there in spite of their workarounds: {left}"
