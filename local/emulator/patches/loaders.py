"""Reading the descriptions of AWS's services again and again.

botocore makes a loader for each session, and LocalEmu and moto make sessions all the time: each lists all services
and reads their descriptions anew. A loader only reads files that don't change while the emulator runs.
"""

import functools
from typing import Any

from local.emulator.when_imported import when_imported


def install() -> None:
    """Let sessions share one loader for each path they read from."""
    when_imported("botocore.session", _share)


def _share(session: Any) -> None:
    session.create_loader = functools.cache(session.create_loader)
