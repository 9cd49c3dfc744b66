"""The stacks with a file: a new environment needs nothing but its `Pulumi.<stack>.yaml`."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
STACKS = tuple(sorted(file.name.split(".")[1] for file in ROOT.glob("Pulumi.*.yaml")))
BASE = "base"  # a stack without settings, with the defaults of Pulumi.yaml


def settings_of(stack: str, root: Path = ROOT) -> Path:
    """Return the file with a stack's settings."""
    return Path(os.devnull) if stack == BASE else root / f"Pulumi.{stack}.yaml"
