"""Deploy a program to a running emulator.

`python -m tests.system.deploying PROGRAM EMULATOR_URL PROJECT CONFIGURATION` prints its outputs, the configuration
being JSON.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.engine import deploy
from local.provider import Aws
from tests.running import ROOT

TIMEOUT_SECONDS = 90


def deployed(
    program: Path, emulator_url: str, project: str = "project", configuration: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the program's outputs; it runs in a process of its own, as Pulumi's runtime is one for a process.

    configuration: by full key, texts or JSON.
    """
    told = [str(program), emulator_url, project, json.dumps(configuration or {})]
    command = [sys.executable, "-m", "tests.system.deploying", *told]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_SECONDS + 30, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


if __name__ == "__main__":
    path, url, project, given = sys.argv[1:]
    aws = Aws(url, "us-east-2")
    print(json.dumps(deploy(Path(path), project, json.loads(given), aws, TIMEOUT_SECONDS).outputs))
