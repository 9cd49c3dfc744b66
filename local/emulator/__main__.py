"""`python -m local.emulator`: LocalEmu with what it lacks. A part that does not fit LocalEmu ends the start."""

import importlib
import os
import signal
import stat
import threading

from localemu.runtime import main

PARTS = ("loopback", "callers", "functions", "patches", "voice", "sdk")


def install_parts() -> None:
    """Install every part. None imports a service of LocalEmu: they wait until it is first used."""
    for part in PARTS:
        importlib.import_module(f"local.emulator.{part}").install()


def end_with_the_caller() -> None:
    """End when the other end of standard input closes, if it is a pipe: the local run was killed."""
    if stat.S_ISFIFO(os.fstat(0).st_mode):
        threading.Thread(target=_end_at_end_of_input, daemon=True).start()


def _end_at_end_of_input() -> None:
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    end_with_the_caller()
    install_parts()
    main.main()
