"""The first half of `make local`, with the standard library only: options, environments, then the program's Python."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from local import environments
from local.credentials import AwsFiles
from local.errors import exit_code
from local.folder import hold
from local.options import read_directory, read_options
from local.outputs import remove_outputs
from local.paths import PROGRAM_ENVIRONMENT, python_of
from local.progress import Progress


def main(arguments: Sequence[str]) -> int:
    """Run the shop until it is stopped; return the exit code, 0 after Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return exit_code(lambda: _start(arguments))


def _start(arguments: Sequence[str]) -> None:
    directory = read_directory(arguments)
    hold(directory)
    remove_outputs(directory)  # before anything can fail, since nothing answers yet
    AwsFiles(directory).remove()
    options = read_options(directory, os.environ)
    environments.prepare([environments.PROGRAM, environments.EMULATOR], Progress())
    if Path(sys.prefix) != PROGRAM_ENVIRONMENT:
        python = str(python_of(PROGRAM_ENVIRONMENT))
        os.execv(python, [python, "-m", "local", *arguments])  # noqa: S606 our own interpreter
    from local import run  # noqa: PLC0415 needs the packages of the environment made above

    run.main(options)
