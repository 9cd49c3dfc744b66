"""`python -m local.emulator`: LocalEmu with our plugin. A part that doesn't fit LocalEmu ends the start."""

import gc
import importlib
import warnings

import typing_extensions

from local.emulator import callers, ending, patches

if not hasattr(warnings, "deprecated"):  # Python 3.12: LocalEmu imports what 3.13 brought
    warnings.deprecated = typing_extensions.deprecated  # pyright: ignore

# These take effect by being imported; `callers` and `ending` are also installed.
PARTS = ("server", "functions", "functions.environments", "functions.logs", "voice", "sdk")


def main(*further: str) -> None:
    """Install every part, and run. None imports a service of LocalEmu: they take effect when it is first used.

    further: packages with more workarounds.
    """
    gc.set_threshold(20_000, 20, 100)  # most loaded objects stay, and collecting them takes a second
    callers.install()
    ending.install()
    for part in PARTS:
        importlib.import_module(f"local.emulator.{part}")
    for package in ("local.emulator.patches", *further):
        patches.install(package)
    importlib.import_module("localemu.runtime.main").main()


if __name__ == "__main__":
    main()
