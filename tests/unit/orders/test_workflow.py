"""The workflow: who sees what, what is retried, and where everything that can break ends."""

import json
from typing import Any

import pytest

from components.orders.state_function import TIMEOUT_SECONDS
from components.orders.workflow import DEFINITION, fill
from tests.graph import one
from tests.unit.orders.program import resources, statements

MACHINE: dict[str, Any] = json.loads(DEFINITION.read_text(encoding="utf-8"))
STATES: dict[str, dict[str, Any]] = MACHINE["States"]
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
FAILURES = {
    "PlaceOrder": "OrderNotPlaced",
    "ConfirmOrder": "OrderNotConfirmed",
    "CancelOrder": "OrderNotCancelled",
    "NotifyUser": "CustomerNotNotified",
}
A_TASK = pytest.mark.parametrize("name", sorted(TASKS))


def following(state: dict[str, Any]) -> set[str]:
    ways = [state, *state.get("Choices", []), *state.get("Catch", [])]
    return {way["Next"] for way in ways if "Next" in way} | (
        {state["Default"]} if "Default" in state else set()
    )


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


def test_every_state_is_reached_and_every_way_leads_to_a_state() -> None:
    reached = set[str]()
    waiting = {MACHINE["StartAt"]}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= following(STATES[name]) - reached
    assert reached == STATES.keys()


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
    assert TASKS[name]["Catch"][-1]["ErrorEquals"] == ["States.ALL"]


def test_every_choice_has_a_default() -> None:
    choices = [state for state in STATES.values() if state["Type"] == "Choice"]
    assert choices
    assert all("Default" in choice for choice in choices)


def test_a_payment_that_is_not_surely_approved_cancels_the_order() -> None:
    choice = STATES["IsPaymentSuccessful"]
    assert choice["Default"] == "CancelOrder"
    assert choice["Choices"] == [
        {"Variable": "$.card.approved", "BooleanEquals": True, "Next": "ConfirmOrder"}
    ]
    assert STATES["ProcessPayment"]["Catch"][0]["Next"] == "CancelOrder"


@pytest.mark.parametrize(("task", "code"), FAILURES.items())
def test_a_step_that_breaks_ends_in_a_stable_code_without_internals(task: str, code: str) -> None:
    (catch,) = STATES[task]["Catch"]
    end = STATES[catch["Next"]]
    assert (end["Type"], end["Error"]) == ("Fail", code)
    assert "CausePath" not in end


def test_a_voice_that_breaks_leaves_the_order_with_audio_null() -> None:
    (catch,) = STATES["NotifyWithPolly"]["Catch"]
    without = STATES[catch["Next"]]
    assert without["Parameters"]["audio"] is None
    assert without["End"] is True


def test_both_ends_answer_the_same_fields() -> None:
    spoken = {key.removesuffix(".$") for key in STATES["NotifyUser"]["ResultSelector"]} | {"audio"}
    silent = {key.removesuffix(".$") for key in STATES["WithoutVoice"]["Parameters"]}
    assert spoken == silent == {"orderId", "status", "total", "currency", "message", "audio"}


def test_the_card_goes_to_the_payment_alone_and_its_outcome_replaces_it() -> None:
    for name, task in TASKS.items():
        payload = task["Parameters"]["Payload"]
        assert isinstance(payload, dict), "a payload of the whole state would carry the card"
        assert "$" not in payload.values()
        assert any("$.card" in str(value) for value in payload.values()) is (name == "ProcessPayment")
    payment = STATES["ProcessPayment"]
    assert payment["ResultPath"] == "$.card"
    assert payment["Catch"][0]["ResultPath"] == "$.card"


def test_only_a_try_that_is_not_the_first_looks_for_an_earlier_recording() -> None:
    assert STATES["NotifyWithPolly"]["Parameters"]["Payload"]["retries.$"] == "$$.State.RetryCount"


def test_the_orders_id_is_the_executions_name() -> None:
    assert STATES["PlaceOrder"]["Parameters"]["Payload"]["orderId.$"] == "$$.Execution.Name"


def test_the_deployed_definition_is_the_file_with_every_function_in_its_place() -> None:
    definition = one(resources(), "aws:sfn/stateMachine:StateMachine").inputs["definition"]
    assert "${" not in definition
    deployed = json.loads(definition)["States"]
    for name in TASKS:
        function = deployed[name]["Parameters"]["FunctionName"]
        words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
        assert function == f"arn:aws:lambda:us-east-2:123456789012:function:orders{words}"


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
    assert len(invoke) == len(TASKS)
    assert not any("*" in statement["Resource"] for statement in invoke)


def test_only_state_machines_of_this_account_and_region_take_the_workflows_role() -> None:
    roles = [r for r in resources() if r.name == "orders-workflow-role"]
    (statement,) = json.loads(roles[0].inputs["assumeRolePolicy"])["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:states:us-east-2:123456789012:stateMachine:*"},
    }
