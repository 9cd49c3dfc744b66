"""Reading the descriptions of AWS's services again and again.

botocore makes a loader for each session, of which LocalEmu and moto make many, and moto one more for each service: each
lists all services and reads their descriptions anew. These files don't change while the emulator runs.
"""

import functools
from typing import Any

from local.emulator.when_imported import when_imported


def install() -> None:
    """Let sessions, and moto's services, share one loader for each path they read from."""
    when_imported("botocore.session", _share)
    when_imported("moto.core.utils", _share)


def _share(module: Any) -> None:
    module.create_loader = functools.cache(module.create_loader)
