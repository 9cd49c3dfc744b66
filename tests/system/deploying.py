"""Deploy a program to a running emulator.

`python -m tests.system.deploying PROGRAM EMULATOR_URL` prints its outputs.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from local.engine import deploy
from local.provider import Aws
from tests.running import ROOT

TIMEOUT_SECONDS = 90


def deployed(program: Path, emulator_url: str) -> dict[str, Any]:
    """Return the program's outputs; it runs in a process of its own, as Pulumi's runtime is one for a process."""
    command = [sys.executable, "-m", "tests.system.deploying", str(program), emulator_url]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_SECONDS + 30, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


if __name__ == "__main__":
    path, url = sys.argv[1:]
    print(json.dumps(deploy(Path(path), "project", {}, Aws(url, "us-east-2"), TIMEOUT_SECONDS).outputs))
