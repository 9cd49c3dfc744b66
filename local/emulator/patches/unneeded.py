"""Work that nobody needs isn't done: CloudTrail's events on EventBridge, an execution's while no rule is there,
invocation metrics in CloudWatch, reading AWS's service descriptions or spelling their names more than once, the
dashboard unless asked for, EC2 for one name in Batch.

LocalEmu
- starts, for each call that changes something, a thread that waits a minute and then sends CloudTrail's event to
  EventBridge, and for each invocation of a function one that counts it in CloudWatch. On AWS these cost the caller
  nothing. CloudTrail's own record of management events is kept;
- records in CloudTrail what AWS records only where a trail asks for data events, customers' names in items among them,
  and lines of logs, which AWS doesn't record. Here a trail gets none of these, but LocalEmu's dashboard, which lives on
  them, still does;
- lets an execution wait until EventBridge has taken the event that it starts. Without a rule or an archive nobody sees
  the event;
- reads the descriptions of AWS's services, which don't change while it runs, again for each session and each service:
  botocore makes a loader for each session, of which LocalEmu and moto make many, and moto another for each service;
- registers its dashboard's routes at each start, and imports all of moto's EC2 for one enumeration in moto's Batch:
  a second and a half.
"""

import functools
import os
import sys
from importlib import import_module, util
from typing import Any

from local.emulator.launch import DASHBOARD
from local.emulator.when_imported import instead_of, when_imported

BATCH = "moto.batch"
EXECUTIONS = "localemu.services.stepfunctions.backend.execution"
CLOUDTRAIL = "localemu.services.cloudtrail.recording_hook"
METRICS = "localemu.services.lambda_.invocation.metrics"
TASKS = "localemu.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service"
NAMES = 4096  # that are remembered: of operations and their parameters


@instead_of(CLOUDTRAIL, "_emit_cloudtrail_to_eventbridge")
@instead_of(METRICS, "record_cw_metric_invocation")
@instead_of(METRICS, "record_cw_metric_error")
def keep_no_books(_keep: Any, **_given: object) -> None:
    pass


@instead_of(EXECUTIONS, "Execution.publish_execution_status_change_event")
def tell_who_listens(publish: Any, execution: Any) -> None:
    stores = import_module("localemu.services.events.models").events_stores
    store = stores[execution.account_id][execution.region_name]
    if store.archives or any(bus.rules for bus in store.event_buses.values()):
        publish(execution)


@instead_of(CLOUDTRAIL, "cloudtrail_activity_handler")
def record_management_events(record: Any, chain: object, context: Any, response: object) -> None:
    category = import_module("localemu.services.cloudtrail.event_store")._classify_event_category
    called = context.service and (context.service.service_name, getattr(context.operation, "name", ""))
    is_data = called and (called == ("logs", "PutLogEvents") or category(*called) == "Data")
    if not is_data or os.environ.get(DASHBOARD) == "1":
        record(chain, context, response)


@when_imported("botocore.session", "moto.core.utils")
def share_loaders(module: Any) -> None:
    """Let sessions, and moto's services, share one loader for each path they read from."""
    module.create_loader = functools.cache(module.create_loader)


@when_imported("localemu.dashboard.plugins")
def register_no_dashboard(dashboard: Any) -> None:
    """Omit the dashboard; the function also starts CloudTrail's record, which is kept."""
    if os.environ.get(DASHBOARD) != "1":
        dashboard._dashboard_registered = True
        import_module(CLOUDTRAIL).register_recording_hook()


@when_imported("localemu.services.stepfunctions")
def import_names_alone(_step_functions: Any) -> None:
    """Import `moto.batch.utils` in a package whose own code hasn't run; Batch's first call runs it."""
    spec = util.find_spec(BATCH) if BATCH not in sys.modules else None
    if spec is not None:
        sys.modules[BATCH] = util.module_from_spec(spec)
        import_module(f"{BATCH}.utils")
        del sys.modules[BATCH]


@when_imported("moto.core.responses")
def list_methods_once(responses: Any) -> None:
    """moto lists all methods of a service's class for each call."""
    responses.method_names_from_class = functools.cache(responses.method_names_from_class)


@when_imported(TASKS)
def spell_names_once(tasks: Any) -> None:
    """Step Functions spells the names of all operations of a service anew, twice for each task."""
    tasks.camel_to_snake_case = functools.lru_cache(NAMES)(tasks.camel_to_snake_case)
