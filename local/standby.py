"""The process of the next deployment: it has imported what no edit changes, and waits for what an edit asks for.

`python -m local.standby MODULE…` reads a Job and writes an Ended, both pickled.
"""

import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local import engine
from local.credentials import Credentials
from local.errors import LocalRunError
from local.options import Options
from local.paths import ROOT
from local.provider import Aws

LESS_THAN_AN_ORDER = 5  # niceness


@dataclass(frozen=True)
class Job:
    """Run the program, as it is now, against an emulator that has what was made before."""

    options: Options
    emulator_url: str
    credentials: Credentials
    before: Sequence[engine.Registered]


@dataclass(frozen=True)
class Ended:
    """made: also what a deployment that failed brought about. outputs: none where it failed."""

    made: Sequence[engine.Registered]
    outputs: dict[str, Any] = field(default_factory=dict)
    failure: str = ""


class Standby:
    """A process that is ready for one Job. log: where all goes that the program prints."""

    def __init__(self, log: Path) -> None:
        warm = [name for name in sys.modules if name.startswith("pulumi_aws.") and name.count(".") == 1]
        with log.open("ab") as told:
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-m", "local.standby", *warm],
                cwd=ROOT,
                stdin=subprocess.PIPE,  # it closes with this process, and the other ends then
                stdout=subprocess.PIPE,
                stderr=told,
                start_new_session=True,  # a terminal's Ctrl-C isn't for it
            )

    def run(self, job: Job) -> Ended:
        """Return how it ended."""
        answer, _ = self._process.communicate(pickle.dumps(job))
        if not answer:
            return Ended([], failure=f"the deployment's process ended with code {self._process.returncode}")
        return pickle.loads(answer)  # noqa: S301 our own process

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe and not pipe.closed:
                pipe.close()


def main(warm: Sequence[str]) -> None:
    """Wait for a job, do it."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.nice(LESS_THAN_AN_ORDER)
    for name in warm:
        importlib.import_module(name)
    try:
        job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 our own process
    except EOFError:  # the run ended
        return
    pickle.dump(_ended(job), answer)
    answer.close()
    os._exit(0)  # a deployment that failed may have left threads


def _ended(job: Job) -> Ended:
    try:
        from local.shop import REGION, Shop  # noqa: PLC0415 imports the program, as it is now

        values = Shop.configuration(job.options)
        aws = Aws(job.emulator_url, values[REGION], job.credentials)
        deployment = Shop.deploy(job.options, values, aws, job.before).deployment
    except engine.DeploymentError as error:
        return Ended(error.made, failure=str(error))
    except LocalRunError as error:
        return Ended([], failure=str(error))
    except Exception as error:  # whatever the program's modules raise while they are imported
        return Ended([], failure=f"the program failed: {type(error).__name__}: {engine.one_line(error)}")
    return Ended(deployment.resources, deployment.outputs)


if __name__ == "__main__":
    importlib.import_module("local.standby").main(
        sys.argv[1:]
    )  # so that what is pickled has a name of its own
