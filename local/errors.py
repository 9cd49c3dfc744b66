"""The one kind of failure that the local run shows to a person."""

import sys
from collections.abc import Callable


class LocalRunError(Exception):
    """Something that keeps the shop from running: one clear sentence that says what to do."""


def exit_code(work: Callable[[], None], stopped: int = 0) -> int:
    """Do it; return 0, or 1 after one line that says what failed. stopped: what Ctrl-C or SIGTERM return."""
    try:
        work()
    except LocalRunError as error:
        from components.project import NAME  # noqa: PLC0415 an edit may change it: what waits for one imports this

        print(f"{NAME}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return stopped
    return 0
