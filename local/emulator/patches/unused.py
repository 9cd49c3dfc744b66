"""What takes a second and a half of each start and nobody asked for.

LocalEmu registers its dashboard's routes. Its Step Functions takes one enumeration from moto's Batch, and importing
that imports all of moto's EC2.
"""

import os
import sys
from importlib import import_module, util
from typing import Any

from local.emulator.launch import DASHBOARD
from local.emulator.when_imported import when_imported

BATCH = "moto.batch"


def install() -> None:
    """Leave them out until they're asked for: the dashboard by GOPIZZA_DASHBOARD=1, Batch by a call."""
    when_imported("localemu.dashboard.plugins", _keep_the_record_alone)
    when_imported("localemu.services.stepfunctions", _import_names_alone)


def _keep_the_record_alone(dashboard: Any) -> None:
    """What registers the dashboard also begins CloudTrail's record, which is kept."""
    if os.environ.get(DASHBOARD) != "1":
        dashboard._dashboard_registered = True
        import_module("localemu.services.cloudtrail.recording_hook").register_recording_hook()


def _import_names_alone(_step_functions: Any) -> None:
    """Import `moto.batch.utils` in a package whose own code hasn't run; Batch's first call runs it."""
    spec = util.find_spec(BATCH) if BATCH not in sys.modules else None
    if spec is not None:
        sys.modules[BATCH] = util.module_from_spec(spec)
        import_module(f"{BATCH}.utils")
        del sys.modules[BATCH]
