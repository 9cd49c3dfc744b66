"""Deploy a program to a running emulator.

`python -m tests.system.deploying` reads a Deploying as JSON and prints the program's outputs.
"""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from components.project import NAME as PROJECT
from local.credentials import Credentials
from local.engine import deploy
from local.provider import Aws, use_only
from tests.provider import WholeProvider
from tests.running import ROOT, RunningShop

TIMEOUT_SECONDS = 90


@dataclass(frozen=True, kw_only=True)
class Deploying:
    """program: path of its `__main__.py`. configuration: by full key, texts or JSON. credentials: who deploys."""

    program: str
    emulator_url: str
    credentials: Credentials
    project: str = "project"
    configuration: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> subprocess.CompletedProcess[str]:
        """Deploy in a process of its own, as Pulumi's runtime is one for a process."""
        command = [sys.executable, "-m", "tests.system.deploying"]
        return subprocess.run(
            command,
            input=json.dumps(dataclasses.asdict(self)),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS + 30,
            check=False,
        )

    def outputs(self) -> dict[str, Any]:
        """Deploy; return the program's outputs."""
        ended = self.run()
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])


def deployed(program: Path, shop: RunningShop) -> dict[str, Any]:
    """Deploy a program without configuration beside the shop, as of its project; return its outputs."""
    given = {"emulator_url": shop.emulator_url, "credentials": shop.credentials, "project": PROJECT}
    return Deploying(program=str(program), **given).outputs()  # pyright: ignore


if __name__ == "__main__":
    told = json.load(sys.stdin)
    aws = Aws(told["emulator_url"], "us-east-2", Credentials(**told["credentials"]))
    use_only(aws.environment())  # for boto3 in the program's dynamic resources
    made = deploy(
        Path(told["program"]),
        told["project"],
        told["configuration"],
        aws,
        TIMEOUT_SECONDS,
        stand_in=WholeProvider,
    )
    print(json.dumps(made.outputs))
