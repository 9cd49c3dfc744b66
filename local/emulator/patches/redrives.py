"""RedriveExecution, which LocalEmu lacks.

An execution that failed, was stopped or ran out of time goes on at the state that it ended in, with that state's input
and the definition it began with. One that ended in a Fail state fails again. Here its history begins anew, and
`$$.Execution.Input` is that state's.
Source: docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
"""

import json
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from local.emulator.when_imported import when_imported

PROVIDER = "localemu.services.stepfunctions.provider"


def install() -> None:
    """Let executions be redriven."""
    when_imported(PROVIDER, _add)


def _add(provider: Any) -> None:
    api = import_module("localemu.aws.api.stepfunctions")

    @api.handler("RedriveExecution")
    def redrive_execution(self: Any, context: Any, execution_arn: str, **_: Any) -> dict[str, datetime]:
        execution = self._get_execution(context, execution_arn)
        if execution.exec_status in {"RUNNING", "SUCCEEDED"}:
            raise api.ExecutionNotRedrivable(f"Execution is not redrivable: it is {execution.exec_status}")
        _go_on(execution)
        return {"redriveDate": datetime.now(UTC)}

    provider.StepFunctionsProvider.redrive_execution = redrive_execution


def _go_on(execution: Any) -> None:
    events = execution.to_history_output()["events"]
    last = [event["stateEnteredEventDetails"] for event in events if "stateEnteredEventDetails" in event][-1]
    worker = execution._get_start_execution_worker()
    details = worker._evaluation_details
    machine = json.loads(details.state_machine_details.definition) | {"StartAt": last["name"]}
    details.state_machine_details.definition = json.dumps(machine)
    details.execution_details.inpt = json.loads(last["input"])
    execution.exec_worker, execution.exec_status = worker, "RUNNING"
    execution.stop_date = execution.error = execution.cause = None
    worker.start()
