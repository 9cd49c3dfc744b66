"""The workflow: who sees what, what is retried, and where everything that can break ends."""

import copy
import json
import re
from typing import Any

import pytest

from components.orders import order_schema
from components.orders.functions import MODULES
from components.orders.state_function import TIMEOUT_SECONDS
from components.orders.workflow import DEFINITION, EVERY_TASK, fill
from docs.outcome import FIELDS, RECORDING_FIELDS, STATUSES
from tests.graph import one
from tests.unit.orders.program import resources, statements
from tests.unit.orders.walking import faults, output, shape_of

VALUES = {name: name for name in set(re.findall(r"\$\{(\w+)\}", DEFINITION.read_text(encoding="utf-8")))}

# As it is deployed: with what every task gets.
MACHINE: dict[str, Any] = json.loads(fill(DEFINITION.read_text(encoding="utf-8"), VALUES))
STATES: dict[str, dict[str, Any]] = MACHINE["States"]
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
FUNCTIONS = {name: state for name, state in TASKS.items() if state["Resource"].endswith("lambda:invoke")}
GIVEN = shape_of(order_schema())
A_TASK = pytest.mark.parametrize("name", sorted(TASKS))


def test_it_has_the_lectures_states() -> None:
    assert {
        "PlaceOrder",
        "ProcessPayment",
        "IsPaymentSuccessful",
        "ConfirmOrder",
        "CancelOrder",
        "NotifyUser",
        "NotifyWithPolly",
    } <= STATES.keys()


def test_every_state_is_on_some_way_and_reads_what_was_written_on_each() -> None:
    found = "\n".join(faults(MACHINE, GIVEN))
    assert not found, f"write these fields of workflow.asl.json on every way, as null if need be:\n{found}"


@pytest.mark.parametrize(
    ("state", "part", "field", "fault"),
    [
        ("CancelOrder", "ResultSelector", "phrase", "after CancelOrder, NotifyUser reads $.settled.phrase"),
        ("PaymentUnknown", "Result", "status", "after PaymentUnknown, HoldOrder reads $.settled.status"),
        (
            "PlaceOrder",
            "ResultSelector",
            "currency.$",
            "after ConfirmOrder, NotifyUser reads $.order.currency",
        ),
        (
            "FindPayment",
            "ResultSelector",
            "approved.$",
            "after FindPayment, IsPaymentSuccessful reads $.card.approved",
        ),
    ],
)
def test_a_field_that_one_way_lacks_is_found(state: str, part: str, field: str, fault: str) -> None:
    broken = copy.deepcopy(MACHINE)
    del broken["States"][state][part][field]
    assert any(it.startswith(fault) for it in faults(broken, GIVEN))


def test_every_end_answers_the_fields_of_an_outcome() -> None:
    ends = list(output(MACHINE, GIVEN))
    assert len(ends) >= 6
    for end in ends:
        assert set(end or ()) == set(FIELDS), "what NotifyUser writes is what every end hands on"


def test_an_outcome_has_what_pages_and_clients_rely_on() -> None:
    assert set(FIELDS) >= {"orderId", "status", "total", "currency", "message", "audio"}, (
        "taking a field away breaks clients: keep it in NotifyUser of workflow.asl.json"
    )
    assert set(RECORDING_FIELDS) >= {"url", "contentType", "expiresAt"}
    assert set(STATUSES) >= {"CONFIRMED", "CANCELLED", "UNKNOWN"}


def longest(name: str) -> float:
    """Return how many seconds an order may take from this state on, if everything is slow and tried again."""
    state = STATES[name]
    own = 0.0
    if state["Type"] == "Task":
        retry = state["Retry"][0]
        waits = [min(2**n, retry["MaxDelaySeconds"]) for n in range(retry["MaxAttempts"])]
        own = state["TimeoutSeconds"] * (1 + retry["MaxAttempts"]) + sum(waits)
    ways = [state, *state.get("Choices", []), *state.get("Catch", [])]
    nexts = {way["Next"] for way in ways if "Next" in way} | (
        {state["Default"]} if "Default" in state else set()
    )
    return own + max((longest(after) for after in nexts), default=0.0)


def test_no_order_is_cut_off_by_the_machines_own_time() -> None:
    assert longest(MACHINE["StartAt"]) < MACHINE["TimeoutSeconds"]


def test_the_machine_gives_up_after_some_minutes() -> None:
    assert 60 <= MACHINE["TimeoutSeconds"] <= 600


@A_TASK
def test_a_task_waits_longer_than_its_function_may_run(name: str) -> None:
    assert TIMEOUT_SECONDS < TASKS[name]["TimeoutSeconds"] < MACHINE["TimeoutSeconds"]


@A_TASK
def test_a_task_retries_lambdas_and_awss_own_faults_with_backoff_and_jitter(name: str) -> None:
    (retry,) = TASKS[name]["Retry"]
    assert set(retry["ErrorEquals"]) >= {
        "AwsError",
        "Lambda.AWSLambdaException",
        "Lambda.SdkClientException",
        "Lambda.ServiceException",
        "Lambda.TooManyRequestsException",
    }
    assert retry["BackoffRate"] > 1
    assert retry["JitterStrategy"] == "FULL"
    assert retry["IntervalSeconds"] < retry["MaxDelaySeconds"] <= 10


@A_TASK
def test_a_task_does_not_retry_what_cannot_succeed(name: str) -> None:
    retried = TASKS[name]["Retry"][0]["ErrorEquals"]
    final = {"InvalidOrderError", "OrderConflictError", "States.ALL", "States.TaskFailed"}
    assert final.isdisjoint(retried)


@A_TASK
def test_a_task_catches_everything_last(name: str) -> None:
    last = TASKS[name].get("Catch", [{}])[-1].get("ErrorEquals")
    assert last == ["States.ALL"], f"end the Catch of {name} in workflow.asl.json with States.ALL"


def test_every_choice_has_a_default() -> None:
    choices = [state for state in STATES.values() if state["Type"] == "Choice"]
    assert choices
    assert all("Default" in choice for choice in choices)


def after_failing(name: str) -> str:
    """Return the state that follows a task's failure, whatever it is."""
    return STATES[name]["Catch"][-1]["Next"]


def test_a_payment_without_an_answer_is_looked_up_and_never_taken_for_a_no() -> None:
    choice = STATES["IsPaymentSuccessful"]
    assert choice["Default"] == "CancelOrder"
    assert choice["Choices"] == [
        {"Variable": "$.card.approved", "BooleanEquals": True, "Next": "ConfirmOrder"}
    ]
    assert after_failing("ProcessPayment") == "FindPayment"
    assert after_failing("FindPayment") == after_failing("VoidPayment") == "PaymentUnknown"


def test_a_confirmation_that_fails_gives_the_money_back() -> None:
    assert after_failing("ConfirmOrder") == "VoidPayment"
    assert STATES["VoidPayment"]["Next"] == "CancelOrder"
    assert STATES["VoidPayment"]["Parameters"]["Payload"]["action"] == "void"


def test_who_does_not_know_says_so_even_if_the_table_cannot_be_told() -> None:
    assert STATES["PaymentUnknown"]["Result"]["status"] == "UNKNOWN"
    assert STATES["PaymentUnknown"]["Next"] == "HoldOrder"
    assert STATES["HoldOrder"]["Next"] == after_failing("HoldOrder") == "NotifyUser"


@pytest.mark.parametrize(
    ("task", "code"), [("PlaceOrder", "OrderNotPlaced"), ("CancelOrder", "OrderNotCancelled")]
)
def test_a_step_that_breaks_ends_in_a_stable_code_without_internals(task: str, code: str) -> None:
    end = STATES[after_failing(task)]
    assert (end["Type"], end["Error"]) == ("Fail", code)
    assert "CausePath" not in end


def test_an_order_of_another_execution_is_an_end_of_its_own_that_says_nothing_of_charges() -> None:
    catch = STATES["PlaceOrder"]["Catch"][0]
    assert (catch["ErrorEquals"], catch["Next"]) == (["OrderConflictError"], "OrderTakenBefore")
    assert "harged" not in STATES["OrderTakenBefore"]["Cause"]


def test_a_settling_write_is_right_again_on_a_retry_and_a_late_confirmation_undoes_nothing() -> None:
    confirm, cancel = (STATES[name]["Parameters"] for name in ("ConfirmOrder", "CancelOrder"))
    unsettled = "attribute_not_exists(#status) OR #status = :status"
    assert confirm["ConditionExpression"] == f"attribute_exists(orderId) AND ({unsettled})"
    assert cancel["ConditionExpression"] == "attribute_exists(orderId)"
    for settle in (confirm, cancel):
        assert "settledAt = if_not_exists(settledAt, :now)" in settle["UpdateExpression"]
        assert "ReturnValues" not in settle


def test_a_voice_that_breaks_leaves_the_order_with_audio_null() -> None:
    assert STATES["NotifyUser"]["Parameters"]["audio"] is None
    assert STATES[after_failing("NotifyWithPolly")] == {
        "Type": "Pass",
        "Comment": "A voice that fails leaves the order as it is",
        "OutputPath": "$.outcome",
        "End": True,
    }


def test_the_file_alone_is_a_definition_that_workflow_studio_opens_without_what_every_task_gets() -> None:
    tasks = [it for it in json.loads(DEFINITION.read_text())["States"].values() if it["Type"] == "Task"]
    assert tasks
    assert not any(EVERY_TASK.keys() & task.keys() for task in tasks)


def test_the_card_goes_to_the_payment_alone_and_its_outcome_replaces_it() -> None:
    for name, task in FUNCTIONS.items():
        payload = task["Parameters"]["Payload"]
        assert isinstance(payload, dict), "a payload of the whole state would carry the card"
        assert "$" not in payload.values()
        assert any("$.card" in str(value) for value in payload.values()) is (name == "ProcessPayment")
    payment = STATES["ProcessPayment"]
    assert payment["ResultPath"] == "$.card"
    assert payment["Catch"][0]["ResultPath"] == "$.card"


def test_the_orders_id_is_the_executions_name() -> None:
    assert STATES["PlaceOrder"]["Parameters"]["Payload"]["orderId.$"] == "$$.Execution.Name"


def test_the_deployed_definition_is_the_file_with_every_function_in_its_place() -> None:
    definition = one(resources(), "aws:sfn/stateMachine:StateMachine").inputs["definition"]
    assert "${" not in definition
    deployed = json.loads(definition)["States"]
    assert {deployed[name]["Parameters"]["FunctionName"].rpartition(":")[2] for name in FUNCTIONS} == {
        f"orders-{module.replace('_', '-')}" for module in MODULES
    }
    tables = {deployed[name]["Parameters"]["TableName"] for name in TASKS.keys() - FUNCTIONS.keys()}
    assert tables == {"orders-table"}


@pytest.mark.parametrize(("chosen", "started"), [(0, "newest"), (7, "7")])
def test_the_alias_starts_the_newest_version_or_the_one_that_is_chosen(chosen: int, started: str) -> None:
    built = resources(workflow_version=chosen)
    assert one(built, "aws:sfn/stateMachine:StateMachine").inputs["publish"] is True
    [route] = one(built, "aws:sfn/alias:Alias").inputs["routingConfigurations"]
    assert route["stateMachineVersionArn"].rpartition(":")[2] == started
    assert route["weight"] == 100


@pytest.mark.parametrize(
    ("definition", "values", "named"),
    [("${A} ${B}", {"A": "a"}, "unknown.*B"), ("${A}", {"A": "a", "C": "c"}, "unused.*C")],
)
def test_a_placeholder_that_does_not_match_is_named(
    definition: str, values: dict[str, str], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        fill(definition, values)


def test_logs_tell_what_went_wrong_but_not_for_whom() -> None:
    logging = one(resources(), "aws:sfn/stateMachine:StateMachine").inputs["loggingConfiguration"]
    assert logging["includeExecutionData"] is False
    assert logging["level"] == "ERROR"
    assert logging["logDestination"].endswith(":*")


def test_the_workflow_may_run_its_own_functions_and_no_others() -> None:
    invoke = [
        statement
        for statement in statements("orders-workflow-rights")
        if statement["Action"] == "lambda:InvokeFunction"
    ]
    assert len(invoke) == len(MODULES)
    assert not any("*" in statement["Resource"] for statement in invoke)


def test_only_state_machines_of_this_account_and_region_take_the_workflows_role() -> None:
    roles = [r for r in resources() if r.name == "orders-workflow-role"]
    (statement,) = json.loads(roles[0].inputs["assumeRolePolicy"])["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:states:us-east-2:123456789012:stateMachine:*"},
    }
