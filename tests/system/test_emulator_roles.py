"""IAM on the emulator: nobody does what no policy allows."""

import json
import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.making import allow, document, trust
from tests.running import RunningShop
from tests.system.ordering import until

LIST_TABLES = {
    "StartAt": "List",
    "States": {
        "List": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:listTables", "End": True}
    },
}
MAY_LIST_TABLES = allow("dynamodb:ListTables", Resource="*")


def role(shop: RunningShop, principal: str | dict[str, str], *statements: dict[str, Any]) -> str:
    """Make a role that a principal may take and that may do what the statements say; return its ARN."""
    iam, name = shop.client("iam"), f"role-{uuid.uuid4()}"
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(principal))
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="rights", PolicyDocument=document(*statements))
    return made["Role"]["Arn"]


def ended(shop: RunningShop, *statements: dict[str, Any]) -> dict[str, Any]:
    """Run a machine that lists tables under a role with these rights; return how it ended."""
    states = shop.client("stepfunctions")
    machine = states.create_state_machine(
        name=f"machine-{uuid.uuid4()}",
        definition=json.dumps(LIST_TABLES),
        roleArn=role(shop, "states.amazonaws.com", *statements),
    )
    arn = states.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]

    def look() -> dict[str, Any] | None:
        described = states.describe_execution(executionArn=arn)
        return None if described["status"] == "RUNNING" else described

    return until(look)


def as_role(shop: RunningShop, arn: str, service: str) -> Any:
    """Return a client with a role's credentials."""
    credentials = shop.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    return shop.seen_with(credentials).client(service)


def test_a_state_machine_may_do_what_its_role_allows(shop: RunningShop) -> None:
    assert ended(shop, MAY_LIST_TABLES)["status"] == "SUCCEEDED"


def test_a_state_machine_may_not_do_what_its_role_does_not_allow(shop: RunningShop) -> None:
    told = ended(shop)
    assert told["status"] == "FAILED"
    assert "not authorized to perform: dynamodb:ListTables" in told["cause"]


def test_a_role_describes_the_executions_that_it_may_and_no_others(shop: RunningShop) -> None:
    machine = shop.outputs["stateMachineArn"]
    executions = machine.replace(":stateMachine:", ":execution:")
    trusted = role(
        shop,
        {"AWS": "arn:aws:iam::000000000000:root"},
        allow("states:DescribeExecution", Resource=f"{executions}:*"),
    )
    states = as_role(shop, trusted, "stepfunctions")
    with pytest.raises(ClientError, match="ExecutionDoesNotExist"):
        states.describe_execution(executionArn=f"{executions}:none")
    with pytest.raises(ClientError, match="AccessDeniedException") as refused:
        states.describe_execution(executionArn=f"{executions}-other:none")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(ClientError, match=r"AccessDeniedException.*states:StartExecution"):
        states.start_execution(stateMachineArn=machine)


def test_an_unknown_access_key_may_do_nothing(shop: RunningShop) -> None:
    stranger = shop.seen_by("stranger", "stranger").client("dynamodb")
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        stranger.list_tables()
