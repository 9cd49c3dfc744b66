"""The stacks that have a file here: a new `Pulumi.<stack>.yaml` is all that an environment takes."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
STACKS = tuple(sorted(file.name.split(".")[1] for file in ROOT.glob("Pulumi.*.yaml")))
BASE = "base"  # a stack that sets nothing: what the defaults of Pulumi.yaml make


def settings_of(stack: str, root: Path = ROOT) -> Path:
    """Return the file with a stack's settings."""
    return Path(os.devnull) if stack == BASE else root / f"Pulumi.{stack}.yaml"
