"""Step Functions: what two calls at the same moment do, and how much input it takes."""

import contextlib
import copy
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

from tests.system.workarounds.importing import Recorder, imported

MACHINE = "arn:aws:states:us-east-2:000000000000:stateMachine:m"
CALLS = 2
MOMENT_SECONDS = 1  # for which a call waits for the other one to have looked, too


def executions_of_one_name_start_together() -> bool:
    """Let each call, once it has seen that the name is free, wait for the other one."""
    provider = imported("localemu.services.stepfunctions.provider")
    meeting, started = threading.Barrier(CALLS), list[str]()

    def execution(**given: Any) -> SimpleNamespace:
        _meet(meeting)
        return SimpleNamespace(start=lambda: started.append(given["name"]), to_start_output=dict)

    provider.Execution = execution
    steps = _step_functions(provider)
    context = SimpleNamespace(account_id="", region="")
    with ThreadPoolExecutor(CALLS) as pool:
        list(pool.map(lambda name: steps.start_execution(context, MACHINE, name=name), ["n"] * CALLS))
    assert started
    return len(started) > 1


def alias_can_not_be_copied() -> bool:
    alias = imported("localemu.services.stepfunctions.backend.alias").Alias(MACHINE, "live", None, [])
    try:
        return copy.deepcopy({alias}) != {alias}
    except TypeError:
        return True


def path_at_any_depth_finds_no_list() -> bool:
    paths = imported("localemu.services.stepfunctions.asl.utils.json_path")
    try:
        found = [paths.extract_json("$..a", data) for data in ({"a": 1}, {"b": 1})]
    except paths.NoSuchJsonPathError:
        return True
    return found != [[1], []]


def input_of_any_size_is_taken() -> bool:
    provider = imported("localemu.services.stepfunctions.provider")
    provider.Execution = Recorder(SimpleNamespace(start=Recorder(), to_start_output=dict))
    over = json.dumps("\u00e9" * 131_072, ensure_ascii=False)  # in bytes; in characters it's half as much
    context = SimpleNamespace(account_id="", region="")
    try:
        _step_functions(provider).start_execution(context=context, state_machine_arn=MACHINE, input=over)
    except imported("localemu.aws.api.stepfunctions").ValidationException:
        return False
    return True


def _meet(meeting: threading.Barrier) -> None:
    with contextlib.suppress(threading.BrokenBarrierError):  # nobody came: they go one after the other
        meeting.wait(MOMENT_SECONDS)


def _step_functions(provider: Any) -> Any:
    """Return Step Functions with one state machine."""
    steps = provider.StepFunctionsProvider.__new__(provider.StepFunctionsProvider)
    machine = SimpleNamespace(
        arn=MACHINE, name="m", sm_type="STANDARD", role_arn="", cloud_watch_logging_configuration=None
    )
    store = SimpleNamespace(aliases={}, state_machines={MACHINE: machine}, executions={}, activities={})
    steps.get_store = Recorder(store)
    steps._validate_state_machine_arn = Recorder()
    steps._idempotent_start_execution = lambda **_: SimpleNamespace(to_start_output=dict)
    return steps
