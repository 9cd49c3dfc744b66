"""Calls that start executions of one name at the same moment start one; a state machine that has an alias can be
started; an input of over 262,144 bytes is refused; a JSONPath with `..` finds a list, even an empty one; executions can
be redriven.

LocalEmu
- checks whether an execution's name is in use, and only later takes it: each call that comes between starts an
  execution, and all but the last are forgotten. Step Functions starts one per name, however many calls come at once;
- can start a state machine that has an alias only by a version, since it copies the locks of the aliases with it;
- starts executions with an input of any size. AWS accepts 262,144 bytes of UTF-8;
- answers a JSONPath that searches every depth (`$..name`) with the value itself if it finds one, and fails if it finds
  none. AWS's library (Jayway's) answers every path that may find several with a list;
- lacks RedriveExecution, by which an execution that failed, was stopped or timed out continues at the state in which it
  ended, with that state's input and the definition that it began with. One that ended in a Fail state fails again. Here
  the history begins anew, and `$$.Execution.Input` is that state's input.
Sources: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html,
github.com/json-path/JsonPath#what-is-returned-when,
docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
"""

import json
import threading
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of, when_imported

API = "localemu.aws.api.stepfunctions"
JSON_PATHS = "localemu.services.stepfunctions.asl.utils.json_path"
PROVIDER = "localemu.services.stepfunctions.provider"
LIMIT = 262_144  # bytes
REFUSAL = (
    "1 validation error detected: Value at 'input' failed to satisfy constraint: "
    f"Member must have length less than or equal to {LIMIT}"
)


LOCKS = [threading.Lock() for _ in range(256)]  # a name always has the same one


@instead_of(PROVIDER, "StepFunctionsProvider.start_execution")
def start_one_of_a_name(start: Any, provider: object, context: object, *args: Any, **given: Any) -> Any:
    if len((given.get("input") or "").encode(errors="surrogatepass")) > LIMIT:
        raise import_module(API).ValidationException(REFUSAL)
    name = given.get("name")
    with LOCKS[hash(name) % len(LOCKS)] if name else nullcontext():
        return start(provider, context, *args, **given)


@when_imported("localemu.services.stepfunctions.backend.alias")
def share_aliases(aliases: Any) -> None:
    aliases.Alias.__deepcopy__ = lambda self, _memo: self


@instead_of(JSON_PATHS, "extract_json")
def find_lists(extract_json: Any, path: str, data: Any) -> Any:
    if ".." not in path:
        return extract_json(path, data)
    return [match.value for match in import_module(JSON_PATHS).parse(path).find(data)]


@when_imported(PROVIDER)
def add_redrives(provider: Any) -> None:
    api = import_module(API)

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
