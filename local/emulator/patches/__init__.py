"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module says what LocalEmu does and what AWS does. tests/system/test_emulator_workarounds.py tells which of them
LocalEmu no longer needs.
"""

import pkgutil
from importlib import import_module


def install() -> None:
    """Install all; each takes effect when LocalEmu loads the service that it mends."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}").install()
