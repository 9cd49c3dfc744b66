"""The process of the next deployment, which has imported what edits can't change, and waits for an edit.

`python -m local.standby MODULE…` reads a Job and writes its result, both pickled.
"""

import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local import engine
from local.errors import LocalRunError
from local.options import Options
from local.paths import ROOT
from local.provider import Aws

LESS_THAN_AN_ORDER = 5  # niceness


@dataclass(frozen=True)
class Job:
    """Run the current program against the emulator that AWS's variables name, with the existing resources `before`."""

    options: Options
    before: Sequence[engine.Registered]


class Standby:
    """A process that is ready for one Job. log: the file for everything that the program prints."""

    def __init__(self, log: Path) -> None:
        warm = [name for name in sys.modules if name.startswith("pulumi_aws.") and name.count(".") == 1]
        with log.open("ab") as told:
            self._process = subprocess.Popen(
                [sys.executable, "-B", "-m", "local.standby", *warm],
                cwd=ROOT,
                stdin=subprocess.PIPE,  # it closes with this process, which ends the other
                stdout=subprocess.PIPE,
                stderr=told,
                start_new_session=True,  # not reached by a terminal's Ctrl-C
            )

    def run(self, job: Job) -> engine.Deployment:
        """Return the deployment's result; LocalRunError if it failed."""
        answer, _ = self._process.communicate(pickle.dumps(job))
        if not answer:
            raise LocalRunError(f"the deployment's process ended with code {self._process.returncode}")
        result = pickle.loads(answer)  # noqa: S301 our own process
        if isinstance(result, LocalRunError):
            raise result
        return result

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe and not pipe.closed:
                pipe.close()


def main(warm: Sequence[str]) -> None:
    """Wait for a job and do it."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.nice(LESS_THAN_AN_ORDER)
    for name in warm:
        importlib.import_module(name)
    try:
        job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 our own process
    except EOFError:  # the run ended
        return
    pickle.dump(_result(job), answer)
    answer.close()
    os._exit(0)  # a failed deployment may have left threads


def _result(job: Job) -> engine.Deployment | LocalRunError:
    try:
        from local.shop import REGION, Shop  # noqa: PLC0415 imports the current program

        values = Shop.configuration(job.options)
        aws = Aws(os.environ["AWS_ENDPOINT_URL"], values[REGION])
        return Shop.deploy(job.options, values, aws, job.before).deployment
    except LocalRunError as error:
        return error
    except Exception as error:  # anything that importing the program may raise
        return LocalRunError(f"the program failed: {type(error).__name__}: {engine.one_line(error)}")


if __name__ == "__main__":
    # Not as __main__, so that pickles name the module.
    importlib.import_module("local.standby").main(sys.argv[1:])
