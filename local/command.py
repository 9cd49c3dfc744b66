"""The command's first half, on a Python without packages: options, environments, then the program's Python."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from components import project
from local import environments
from local.credentials import AWS_FILES, AwsFiles
from local.errors import LocalRunError
from local.options import read_directory, read_options
from local.outputs import OUTPUTS, OutputsFile
from local.paths import PROGRAM_ENVIRONMENT, python_of
from local.progress import Progress


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
