"""The whole program as one stack registers it, without AWS."""

import functools
import runpy
import shutil
from pathlib import Path

import pulumi

from components.project import NAME
from local import configuration
from plans.stacks import ROOT
from tests.graph import Watching, watch


@functools.cache
def registered(stack: str, **settings: int | str) -> Watching:
    """Run `__main__.py` with the configuration of `stack`, once.

    settings: before the file's; a key without a package is ours.
    """
    overrides = {key if ":" in key else f"{NAME}:{key}": value for key, value in settings.items()}
    config = configuration.load(ROOT / "Pulumi.yaml", ROOT / f"Pulumi.{stack}.yaml", overrides)

    def program() -> None:
        pulumi.runtime.set_all_config(config)
        runpy.run_path(str(ROOT / "__main__.py"), run_name="__main__")

    return watch(program, stack)


def copy_project(folder: Path) -> Path:
    """Copy what the program is made of into a new folder, where a test may change it."""
    folder.mkdir()
    for room in ("components", "handlers", "site"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (ROOT / "__main__.py", *ROOT.glob("Pulumi*")):
        shutil.copy(file, folder)
    return folder
