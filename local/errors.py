"""The one kind of failure that the local run shows to a person."""

import sys
from collections.abc import Callable


class LocalRunError(Exception):
    """Something that keeps the shop from running: one clear sentence that says what to do."""


def exit_code(work: Callable[[], None]) -> int:
    """Do it; return 0, also after Ctrl-C or SIGTERM, or 1 after one line that says what failed."""
    try:
        work()
    except LocalRunError as error:
        from components.project import NAME  # noqa: PLC0415 an edit may change it: what waits for one imports this

        print(f"{NAME}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0
