"""bootstrap/ on an emulator."""

import json
from collections.abc import Sequence
from typing import Any

from tests.running import ROOT
from tests.system.deploying import Deploying


def pipeline(emulator_url: str, environments: Sequence[str]) -> dict[str, Any]:
    """Deploy what a pipeline of these environments needs; return bootstrap's outputs."""
    return Deploying(
        program=str(ROOT / "bootstrap" / "__main__.py"),
        emulator_url=emulator_url,
        project="gopizza-bootstrap",
        configuration={
            "aws:region": "us-east-2",
            "gopizza-bootstrap:repository": "owner/name",
            "gopizza-bootstrap:environments": json.dumps([*environments]),
        },
    ).outputs()
