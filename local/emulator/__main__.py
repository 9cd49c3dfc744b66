"""`python -m local.emulator`: LocalEmu with what it lacks. A part that does not fit LocalEmu ends the start."""

import importlib
import warnings

import typing_extensions

if not hasattr(warnings, "deprecated"):  # Python 3.12: LocalEmu imports what 3.13 brought
    warnings.deprecated = typing_extensions.deprecated  # pyright: ignore

PARTS = ("ending", "server", "callers", "functions", "patches", "voice", "sdk")


def main(*further: str) -> None:
    """Install every part, and run. None imports a service of LocalEmu: they wait until it is first used.

    further: modules of other parts.
    """
    for part in (*(f"local.emulator.{it}" for it in PARTS), *further):
        importlib.import_module(part).install()
    importlib.import_module("localemu.runtime.main").main()


if __name__ == "__main__":
    main()
