"""The command's first half, on a Python without packages: options, environments, then the program's Python."""

import argparse
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from components import project
from local import environments
from local.credentials import AWS_FILES, AwsFiles
from local.errors import LocalRunError
from local.outputs import OUTPUTS, OutputsFile
from local.paths import PROGRAM_ENVIRONMENT, STATE, python_of
from local.progress import Progress

PAGE_PORT, EMULATOR_PORT = 8080, 4566
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Options:
    """directory: where outputs.json, data and logs go; the ports are the page's and the emulator's."""

    directory: Path
    page_port: int
    emulator_port: int

    @property
    def page_origin(self) -> str:
        """The page's origin as browsers send it."""
        return f"http://localhost:{self.page_port}".removesuffix(":80")


def main(arguments: Sequence[str]) -> int:
    """Run the shop until it is stopped; return the exit code, 0 after Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        directory = read_directory(arguments)
        OutputsFile(directory / OUTPUTS).remove()  # first of all: whatever fails now, nothing answers
        AwsFiles(directory / AWS_FILES).remove()
        options = read_options(directory, os.environ)
        environments.prepare([environments.PROGRAM, environments.EMULATOR], Progress())
    except LocalRunError as error:
        print(f"{project.NAME}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    if Path(sys.prefix) != PROGRAM_ENVIRONMENT:
        python = str(python_of(PROGRAM_ENVIRONMENT))
        os.execv(python, [python, "-m", "local", *arguments])  # noqa: S606 our own interpreter
    from local import run  # noqa: PLC0415 needs the packages of the environment made above

    return run.main(options)


def read_directory(arguments: Sequence[str]) -> Path:
    """Return where the run keeps its files; SystemExit with a usage line for a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m local", description="Run the shop on this machine.")
    parser.add_argument("--directory", type=Path, default=STATE, help="for outputs.json, data and logs")
    return parser.parse_args(arguments).directory.resolve()


def read_options(directory: Path, environment: Mapping[str, str]) -> Options:
    """Return the options of a run; LocalRunError names a wrong one."""
    page = _port(environment, "GOPIZZA_PORT", PAGE_PORT)
    emulator = _port(environment, "GOPIZZA_EMULATOR_PORT", EMULATOR_PORT)
    if page == emulator:
        raise LocalRunError(f"GOPIZZA_PORT and GOPIZZA_EMULATOR_PORT are both {page}: choose two ports")
    return Options(directory, page, emulator)


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise LocalRunError(f"{name} must be a port from 1 to {HIGHEST_PORT}, not {text!r}")
    return int(text)
