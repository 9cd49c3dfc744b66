"""outputs.json: the stack's outputs, there exactly as long as everything answers."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUTPUTS = "outputs.json"


@dataclass(frozen=True)
class OutputsFile:
    """The file at `path`."""

    path: Path

    def write(self, outputs: Mapping[str, Any]) -> None:
        """Write it in one step: who finds it, finds it whole."""
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(outputs, indent=2, sort_keys=True) + "\n")
        os.replace(draft, self.path)  # noqa: PTH105 the name says what matters

    def remove(self) -> None:
        """Remove it; there may be none."""
        self.path.unlink(missing_ok=True)
