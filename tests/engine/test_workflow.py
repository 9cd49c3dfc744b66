"""A changed workflow is the same state machine, and what runs goes on by the definition it began with."""

import json
from collections.abc import Iterator

import pytest

from tests.engine.stack import Stack
from tests.running import LocalRun, RunningShop
from tests.system.ordering import order, sealed, start, until

DEFINITION = "components/orders/workflow.asl.json"
RSA_BYTES = 256
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
    assert machines.describe_execution(executionArn=running)["status"] == "RUNNING"
    definition = machines.describe_state_machine(stateMachineArn=arn)["definition"]
    assert json.loads(definition)["StartAt"] == "PlaceOrder"

    token = machines.get_activity_task(activityArn=hand)["taskToken"]
    machines.send_task_success(taskToken=token, output='{"by": "hand"}')
    ended = until(
        lambda: (it := machines.describe_execution(executionArn=running))["status"] != "RUNNING" and it
    )
    assert (ended["status"], json.loads(ended["output"])) == ("SUCCEEDED", {"by": "hand"})


def test_an_earlier_version_is_started_until_the_setting_goes(stack: Stack) -> None:
    before = stack.path(DEFINITION).read_text()
    good = started_version(stack)
    stack.edit(DEFINITION, START, '"StartAt": "Broken"')
    stack.edit(DEFINITION, '"States": {', '"States": {"Broken": {"Type": "Fail"},')
    assert stack.planned() == UPDATED
    assert stack.up() == UPDATED
    bad = started_version(stack)
    assert int(bad) == int(good) + 1

    with stack.configured(workflowVersion=int(good)):
        assert stack.up() == ROUTED
        assert started_version(stack) == good
        stack.edit(DEFINITION, '"Broken": {"Type": "Fail"}', '"Broken": {"Type": "Succeed"}')
        assert stack.up() == {"StateMachine orders-workflow": "update"}
        assert started_version(stack) == good
        assert stack.planned("--refresh") == {}

    assert stack.up() == ROUTED
    assert int(started_version(stack)) == int(good) + 2
    stack.path(DEFINITION).write_text(before)
    assert stack.up() == UPDATED


def started_version(stack: Stack) -> str:
    """Start an order by the API; return the version of the workflow that runs it."""
    outputs = stack.outputs()
    card = sealed(outputs["paymentKeyArn"], bytes(RSA_BYTES))
    shop = RunningShop(LocalRun(stack.project, 0, 0), outputs)
    machines = stack.aws.client("stepfunctions")
    told = machines.describe_execution(executionArn=start(shop, order(shop, card=card)))
    assert told["stateMachineAliasArn"] == f"{outputs['stateMachineArn']}:live"
    return told["stateMachineVersionArn"].rpartition(":")[2]
