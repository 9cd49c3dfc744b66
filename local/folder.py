"""A run's folder, which one run has at a time."""

import os
from pathlib import Path

from local.errors import LocalRunError

OWNER_ONLY = 0o700


def hold(run: Path) -> None:
    """Keep other runs out of this folder until the process ends; LocalRunError if another run has it."""
    import fcntl  # noqa: PLC0415 not on every system, as `machine.complaint` says

    try:
        run.mkdir(OWNER_ONLY, parents=True, exist_ok=True)
        fcntl.flock(os.open(run / "run.lock", os.O_CREAT | os.O_RDWR, 0o600), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LocalRunError(
            f"a shop is already running in {run}: stop it, or start another one with its own --directory and ports"
        ) from error
    except OSError as error:
        raise LocalRunError(
            f"{run} cannot be used ({error.strerror}): choose another folder with --directory"
        ) from error
