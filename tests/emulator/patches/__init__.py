"""Further workarounds, as in local/emulator/patches/: they mend what only tests rely on."""

import sys

from local.emulator import patches


def install() -> None:
    """Install all."""
    patches.install(sys.modules[__name__])
