"""The only kind of error that the local run shows to its user."""

import sys
from collections.abc import Callable


class LocalRunError(Exception):
    """The shop can't run: one clear sentence that says what to do."""


def exit_code(work: Callable[[], None], stopped: int = 0) -> int:
    """Call `work`; return 0, or 1 after one line about the failure. stopped: the result of Ctrl-C or SIGTERM."""
    try:
        work()
    except LocalRunError as error:
        from components.project import NAME  # noqa: PLC0415 an edit may change it, and local.standby imports this before

        print(f"{NAME}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return stopped
    return 0
