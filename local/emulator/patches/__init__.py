"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module says what LocalEmu does and what AWS does. tests/system/test_emulator_workarounds.py tells which of them
LocalEmu no longer needs.
"""

import importlib
import pkgutil
from types import ModuleType


def install(package: ModuleType | None = None) -> None:
    """Install those of a package, these by default; each takes effect when LocalEmu loads the service that it mends."""
    name, path = (package.__name__, package.__path__) if package else (__name__, __path__)
    for module in pkgutil.iter_modules(path):
        importlib.import_module(f"{name}.{module.name}").install()
