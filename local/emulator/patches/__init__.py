"""Workarounds: where LocalEmu differs from AWS in what the project relies on, or is needlessly slow.

Each module's docstring says first what it mends, then what LocalEmu does and what AWS does. A module takes effect by
being imported, and each of its changes when LocalEmu loads what it changes.
tests/system/test_emulator_workarounds.py shows which of them LocalEmu no longer needs.
"""

import importlib
import pkgutil
import sys


def install(package: str = __name__) -> None:
    """Import the modules of a package."""
    importlib.import_module(package)
    for module in pkgutil.iter_modules(sys.modules[package].__path__, f"{package}."):
        importlib.import_module(module.name)
