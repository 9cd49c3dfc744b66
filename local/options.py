"""The options of a run, from the command line and the environment."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalRunError
from local.paths import STATE

PAGE_PORT, EMULATOR_PORT = 8080, 4566
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Options:
    """directory: for outputs.json, data and logs; the ports are those of the page and the emulator."""

    directory: Path
    page_port: int
    emulator_port: int

    @property
    def page_origin(self) -> str:
        """The page's origin as browsers send it."""
        return f"http://localhost:{self.page_port}".removesuffix(":80")


def read_directory(arguments: Sequence[str]) -> Path:
    """Return the folder of the run's files; SystemExit with a usage line for a wrong command line."""
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
