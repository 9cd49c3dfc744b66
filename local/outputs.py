"""outputs.json: the stack's outputs, which exists exactly as long as everything answers."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def outputs_file(run: Path) -> Path:
    """Return the file in a run's folder."""
    return run / "outputs.json"


def write_outputs(run: Path, outputs: Mapping[str, Any]) -> None:
    """Write it in one step, so that nobody reads half of it."""
    draft = run / "outputs.draft"
    draft.write_text(json.dumps(outputs, indent=2, sort_keys=True) + "\n")
    os.replace(draft, outputs_file(run))  # noqa: PTH105 the name says what matters


def remove_outputs(run: Path) -> None:
    """Remove it if it exists."""
    outputs_file(run).unlink(missing_ok=True)
