"""See the package."""

import importlib
import inspect
import json
import os
import sys
from types import ModuleType

from local.emulator import callers, patches
from tests.system.workarounds import (
    api_gateway,
    audit_trail,
    decryption,
    executions,
    iam,
    listening,
    missing,
    speed,
    tables,
    websites,
)

MODULES = (api_gateway, audit_trail, decryption, executions, iam, listening, missing, speed, tables, websites)


def bugs(module: ModuleType) -> dict[str, bool]:
    """Return for each bug that a module looks for whether it is there."""
    here = [function for _, function in inspect.getmembers(module, inspect.isfunction)]
    return {
        f"{module.__name__.rpartition('.')[2]}.{function.__name__}": function()
        for function in here
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["mended"]:
        os.environ |= {"ROOT_ACCESS_KEYS": "deployer", "GOPIZZA_SECRET_ACCESS_KEY": "of this process"}
        callers.install()
        for mending in ("local.emulator.server", "local.emulator.functions.logs"):
            importlib.import_module(mending)
        for package in ("local.emulator.patches", "tests.emulator.patches"):
            patches.install(package)
    print(json.dumps({name: there for module in MODULES for name, there in bugs(module).items()}))
