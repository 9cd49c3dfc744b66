"""The virtual environments: of the program and its tests, of the emulator, of the policies. Standard library only.

`python -m local.environments [--dev]` sets up the first two and ends; `--dev` adds what tests and checks need. The
policies' environment is for Pulumi's engine, so `--dev` makes it where the Pulumi CLI is.
"""

import argparse
import concurrent.futures
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from components import project
from local import machine
from local.errors import LocalRunError
from local.paths import (
    EMULATOR_ENVIRONMENT,
    POLICIES_ENVIRONMENT,
    PROGRAM_ENVIRONMENT,
    ROOT,
    STATE,
    python_of,
)
from local.progress import Progress

SETUP_TIMEOUT_SECONDS = 900
HAS_PIP = f"import pip, sys; sys.exit(sys.version_info[:2] not in {machine.PYTHONS})"
NO_VENV = (
    "this Python can't make virtual environments: on Debian and Ubuntu, "
    f"`sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv`"
)
REFERENCES = ("-r ", "-c ")
_running: list["subprocess.Popen[bytes]"] = []


@dataclass(frozen=True)
class Environment:
    """A virtual environment and the requirements it holds.

    what: how messages call it. Its stamp, the hash of its requirements, says that it was set up to the end.
    """

    what: str
    directory: Path
    requirements: Path

    @property
    def log(self) -> Path:
        return STATE / f"setup-{self.requirements.parent.name}-{self.requirements.stem}.log"

    def is_ready(self) -> bool:
        """Return whether its interpreter is there and its requirements are those it was set up with."""
        made_of = stamp(self.directory, self.requirements)
        if not python_of(self.directory).exists() or not made_of.exists():
            return False
        return made_of.read_text() == fingerprint(self.requirements)

    def set_up(self) -> None:
        """Make it where there is none, install the requirements, leave the stamp; LocalRunError if that fails."""
        python = python_of(self.directory)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        if not self._has_pip():  # none yet, one of another Python, or one that was cut off while it was made
            if importlib.util.find_spec("ensurepip") is None:
                raise LocalRunError(NO_VENV)
            self._run(sys.executable, "-m", "venv", "--clear", self.directory)
        pip = (python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        self._run(*pip, "-r", self.requirements)
        for held in held_by(self.requirements):
            stamp(self.directory, held).write_text(fingerprint(held))

    def _has_pip(self) -> bool:
        try:
            asked = subprocess.run(
                [python_of(self.directory), "-c", HAS_PIP], capture_output=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return asked.returncode == 0

    def _run(self, *command: str | Path) -> None:
        with self.log.open("a") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
            _running.append(process)
            try:
                code = process.wait(SETUP_TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise LocalRunError(
                    f"{self.what} took over {SETUP_TIMEOUT_SECONDS} s: see {self.log}"
                ) from error
        if code:
            raise LocalRunError(f"{self.what} could not be set up: {_reason(self.log)} (details: {self.log})")


PROGRAM = Environment("the program's environment", PROGRAM_ENVIRONMENT, ROOT / "requirements.txt")
TESTS = Environment("the tests' environment", PROGRAM_ENVIRONMENT, ROOT / "requirements-dev.txt")
EMULATOR = Environment(
    "the emulator's environment", EMULATOR_ENVIRONMENT, ROOT / "local" / "emulator" / "requirements.txt"
)
POLICIES = Environment(
    "the policies' environment", POLICIES_ENVIRONMENT, ROOT / "policies" / "requirements.txt"
)


def stamp(directory: Path, requirements: Path) -> Path:
    """Return the file in an environment that says of which requirements it was made."""
    return directory / f".{requirements.name}.sha256"


def held_by(requirements: Path) -> list[Path]:
    """Return a requirements file and those that it includes: who installs it has installed them."""
    lines = requirements.read_text().splitlines()
    included = [requirements.parent / line[2:].strip() for line in lines if line.startswith("-r ")]
    return [requirements, *(file for each in included for file in held_by(each))]


def fingerprint(requirements: Path) -> str:
    """Return a hash of a requirements file and of the files it refers to."""
    text = requirements.read_text()
    parts = [text]
    for line in text.splitlines():
        if line.startswith(REFERENCES):
            parts.append(fingerprint(requirements.parent / line[2:].strip()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def prepare(environments: Sequence[Environment], progress: Progress) -> None:
    """Set up those that aren't ready, all at once; a second process that comes meanwhile waits."""
    import fcntl  # noqa: PLC0415 not on every system, which `machine.complaint` tells

    STATE.mkdir(exist_ok=True)
    with (STATE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = [environment for environment in environments if not environment.is_ready()]
        if not missing:
            return
        with concurrent.futures.ThreadPoolExecutor(len(missing)) as pool:
            try:
                for done in [pool.submit(_set_up, environment, progress) for environment in missing]:
                    done.result()
            except BaseException:  # Ctrl-C above all: nobody waits for a pip that isn't wanted any more
                for process in _running:
                    process.terminate()
                raise


def _set_up(environment: Environment, progress: Progress) -> None:
    with progress.step(f"setting up {environment.what} (pip)"):
        environment.set_up()


def _reason(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no output"])[-1]


def main(arguments: Sequence[str]) -> int:
    """Set the environments up; return the exit code."""
    if complaint := machine.complaint():
        print(complaint, file=sys.stderr)
        return 1
    parser = argparse.ArgumentParser(prog="python -m local.environments", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="add what tests and checks need")
    dev = parser.parse_args(arguments).dev
    policies = [POLICIES] if dev and shutil.which("pulumi") else []
    try:
        prepare([TESTS if dev else PROGRAM, EMULATOR, *policies], Progress())
    except LocalRunError as error:
        print(f"{project.NAME}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
