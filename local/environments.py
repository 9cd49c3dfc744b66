"""The virtual environments: of the program and its tests, of the emulator, of the policies. Standard library only.

`python -m local.environments [--dev]` creates the first two; `--dev` adds what tests and checks need. The
policies' environment is for Pulumi's engine, so `--dev` creates it if the Pulumi CLI is installed.
"""

import argparse
import asyncio
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local import machine
from local.errors import LocalRunError, exit_code
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
STOPPED = 130  # a shell's exit code after Ctrl-C: make stops
HAS_PIP = f"import pip, sys; sys.exit(sys.version_info[:2] not in {machine.PYTHONS})"
NO_VENV = (
    "this Python can't create virtual environments: on Debian and Ubuntu, "
    f"`sudo apt install python{sys.version_info[0]}.{sys.version_info[1]}-venv`"
)


@dataclass(frozen=True)
class Environment:
    """A virtual environment and its requirements.

    what: its name in messages. Its stamp, the hash of its requirements, shows that it was set up completely.
    """

    what: str
    directory: Path
    requirements: Path

    @property
    def log(self) -> Path:
        return STATE / f"setup-{self.requirements.parent.name}-{self.requirements.stem}.log"

    def is_ready(self) -> bool:
        """Return whether its interpreter exists and its requirements haven't changed."""
        made_of = stamp(self.directory, self.requirements)
        if not python_of(self.directory).exists() or not made_of.exists():
            return False
        return made_of.read_text() == fingerprint(self.requirements)

    async def set_up(self) -> None:
        """Create it if it is missing, install the requirements, write the stamp; LocalRunError if that fails."""
        python = python_of(self.directory)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        if not self._has_pip():  # missing, of another Python, or not created completely
            if importlib.util.find_spec("ensurepip") is None:
                raise LocalRunError(NO_VENV)
            await self._run(sys.executable, "-m", "venv", "--clear", self.directory)
        pip = (python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        await self._run(*pip, "-r", self.requirements)
        for held in included(self.requirements):  # included in what was just installed
            stamp(self.directory, held).write_text(fingerprint(held))

    def _has_pip(self) -> bool:
        try:
            asked = subprocess.run(
                [python_of(self.directory), "-c", HAS_PIP], capture_output=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return asked.returncode == 0

    async def _run(self, *command: str | Path) -> None:
        with self.log.open("a") as log:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            code = await asyncio.wait_for(process.wait(), SETUP_TIMEOUT_SECONDS)
        except TimeoutError as error:
            raise LocalRunError(f"{self.what} took over {SETUP_TIMEOUT_SECONDS} s: see {self.log}") from error
        finally:  # above all after Ctrl-C: don't leave pip running
            if process.returncode is None:
                process.terminate()
                await process.wait()  # so that nothing else is set up while it ends
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
    """Return the file in an environment with the hash of its requirements."""
    return directory / f".{requirements.name}.sha256"


def included(requirements: Path, *references: str) -> list[Path]:
    """Return a requirements file and those that it refers to by lines with `-r `, or with other prefixes."""
    lines = [it for it in requirements.read_text().splitlines() if it.startswith(references or "-r ")]
    files = [requirements.parent / line[2:].strip() for line in lines]
    return [requirements, *(found for file in files for found in included(file, *references))]


def fingerprint(requirements: Path) -> str:
    """Return a hash of a requirements file and of the files it refers to."""
    texts = [file.read_text() for file in included(requirements, "-r ", "-c ")]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def prepare(environments: Sequence[Environment], progress: Progress) -> None:
    """Set up those that aren't ready, all at once; other processes wait meanwhile."""
    import fcntl  # noqa: PLC0415 not on every system, as `machine.complaint` says

    STATE.mkdir(exist_ok=True)
    with (STATE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = [environment for environment in environments if not environment.is_ready()]
        if missing:
            asyncio.run(_set_up(missing, progress))


async def _set_up(missing: Sequence[Environment], progress: Progress) -> None:
    async def one(environment: Environment) -> None:
        with progress.step(f"setting up {environment.what} (pip)"):
            await environment.set_up()

    await asyncio.gather(*map(one, missing))


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
    return exit_code(lambda: prepare([TESTS if dev else PROGRAM, EMULATOR, *policies], Progress()), STOPPED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
