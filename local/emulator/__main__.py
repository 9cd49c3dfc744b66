"""`python -m local.emulator`: LocalEmu with what it lacks. A part that does not fit LocalEmu ends the start."""

import importlib
import warnings

import typing_extensions

if not hasattr(warnings, "deprecated"):  # Python 3.12: LocalEmu imports what 3.13 brought
    warnings.deprecated = typing_extensions.deprecated  # pyright: ignore

PARTS = ("ending", "loopback", "callers", "functions", "patches", "voice", "sdk")


def install_parts() -> None:
    """Install every part. None imports a service of LocalEmu: they wait until it is first used."""
    for part in PARTS:
        importlib.import_module(f"local.emulator.{part}").install()


if __name__ == "__main__":
    install_parts()
    importlib.import_module("localemu.runtime.main").main()
