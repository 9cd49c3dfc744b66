"""The whole program as one stack registers it, without AWS: `python -m tests.plan.program STACK` prints it as JSON.

Run in a copy of the project, it shows what a change of a file changes in the plan.
"""

import functools
import hashlib
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pulumi

from local import configuration
from tests.graph import Watching, watch

ROOT = Path(__file__).parents[2]
STACKS = ("dev", "prod", "local")


@functools.cache
def registered(stack: str) -> Watching:
    """Run `__main__.py` with the configuration of `stack`, once."""
    config = configuration.load(ROOT / "Pulumi.yaml", ROOT / f"Pulumi.{stack}.yaml", {})

    def program() -> None:
        pulumi.runtime.set_all_config(config)
        runpy.run_path(str(ROOT / "__main__.py"), run_name="__main__")

    return watch(program, stack)


def plain(value: Any) -> Any:
    """Return a resource's input as JSON can hold it: files and archives by the hash of their content."""
    if isinstance(value, pulumi.AssetArchive):
        return {name: plain(asset) for name, asset in value.assets.items()}
    if isinstance(value, pulumi.FileAsset):
        return hashlib.sha256(Path(value.path).read_bytes()).hexdigest()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def plan(stack: str) -> dict[str, Any]:
    """Return every resource's inputs by type and name."""
    return {f"{it.typ} {it.name}": plain(it.inputs) for it in registered(stack).registered}


if __name__ == "__main__":
    json.dump(plan(sys.argv[1]), sys.stdout, indent=1, sort_keys=True)
