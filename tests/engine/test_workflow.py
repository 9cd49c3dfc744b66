"""A changed workflow is the same state machine, and what runs goes on by the definition it began with."""

import json
from collections.abc import Iterator

import pytest

from tests.engine.stack import Stack
from tests.system.ordering import until

DEFINITION = "components/orders/workflow.asl.json"
START = '"StartAt": "PlaceOrder"'
ROUTED = {"Alias orders-workflow-live": "update"}
UPDATED = {"StateMachine orders-workflow": "update"} | ROUTED


@pytest.fixture
def hand(stack: Stack) -> Iterator[str]:
    """An activity: a state that waits until somebody says that it is done."""
    machines = stack.aws.client("stepfunctions")
    arn = machines.create_activity(name="hand")["activityArn"]
    yield arn
    machines.delete_activity(activityArn=arn)


def test_a_running_execution_ends_by_the_definition_it_began_with(stack: Stack, hand: str) -> None:
    machines, arn = stack.aws.client("stepfunctions"), stack.outputs()["stateMachineArn"]
    waiting = f'"Waiting": {{"Type": "Task", "Resource": "{hand}", "End": true}}'
    path = stack.path(DEFINITION)
    before = path.read_text()
    stack.edit(DEFINITION, START, '"StartAt": "Waiting"')
    stack.edit(DEFINITION, '"States": {', f'"States": {{{waiting},')
    assert stack.up() == UPDATED
    running = machines.start_execution(stateMachineArn=arn, input="{}")["executionArn"]

    path.write_text(before)
    assert stack.up() == UPDATED
    assert stack.outputs()["stateMachineArn"] == arn
    status = machines.describe_execution(executionArn=running)["status"]
    assert status == "RUNNING", machines.get_execution_history(executionArn=running)["events"]
    definition = machines.describe_state_machine(stateMachineArn=arn)["definition"]
    assert json.loads(definition)["StartAt"] == "PlaceOrder"

    token = machines.get_activity_task(activityArn=hand)["taskToken"]
    machines.send_task_success(taskToken=token, output='{"by": "hand"}')
    ended = until(
        lambda: (it := machines.describe_execution(executionArn=running))["status"] != "RUNNING" and it
    )
    assert (ended["status"], json.loads(ended["output"])) == ("SUCCEEDED", {"by": "hand"})
