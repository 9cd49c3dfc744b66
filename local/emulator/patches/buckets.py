"""Where buckets are on disk.

LocalEmu keeps them in one folder of the machine, /tmp/localemu-s3-storage, whoever runs it and wherever its data is.
"""

import tempfile
from pathlib import Path
from typing import Any

from local.emulator.when_imported import when_imported


def install() -> None:
    """Keep them in this run's own folder for what is temporary."""
    when_imported("localemu.services.s3.provider", _keep_inside)


def _keep_inside(s3: Any) -> None:
    s3.DEFAULT_S3_TMP_DIR = str(Path(tempfile.gettempdir()) / "buckets")
