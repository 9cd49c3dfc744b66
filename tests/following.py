"""A page of docs/ as somebody follows it who keeps to its words: its blocks, run by a shell as they stand there."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local.paths import ROOT

TIMEOUT_SECONDS = 240
BEGINNING = "Before anything else"
_BLOCK = re.compile(r"^#+ (?P<heading>[^\n]+)$|^```sh\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> dict[str, list[str]]:
    """Return the blocks under each heading of a page that has some."""
    found: dict[str, list[str]] = {}
    heading = ""
    for match in _BLOCK.finditer((ROOT / "docs" / page).read_text(encoding="utf-8")):
        heading = match["heading"] or heading
        if match["block"]:
            found.setdefault(heading, []).append(match["block"])
    return found


@dataclass
class Follower:
    """Someone in a folder, with an environment. `follow` adds what a page's first block sets."""

    page: str
    folder: Path
    environment: Mapping[str, str]
    variables: dict[str, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Run the block that sets what the others use, and keep that."""
        shown = self._run("set -o allexport\n" + "".join(blocks(self.page)[BEGINNING]) + "env -0\n")
        lines = (line.partition("=") for line in shown.split("\0"))
        self.variables = {
            name: value for name, _, value in lines if name and self.environment.get(name) != value
        }

    def follow(self, heading: str, **known: str) -> str:
        """Run all blocks under a heading; return what they printed. known: what one has set by then."""
        return self._run("".join(blocks(self.page)[heading]), known)

    def _run(self, script: str, known: Mapping[str, str] | None = None) -> str:
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **self.variables, **(known or {})},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, f"{script}\n{ended.stdout[-3000:]}\n{ended.stderr[-3000:]}"
        return ended.stdout
