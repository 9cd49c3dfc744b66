"""IAM on the emulator: nobody does what no policy allows."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests import making
from tests.making import allow
from tests.running import RunningShop
from tests.system.ordering import ended

LIST_TABLES: tuple[str, dict[str, Any]] = ("aws-sdk:dynamodb:listTables", {})
MAY_LIST_TABLES = allow("dynamodb:ListTables", Resource="*")


def role(shop: RunningShop, principal: str | dict[str, str], *statements: dict[str, Any]) -> str:
    """Make a role that a principal may take and that may do what the statements say; return its ARN."""
    return making.role(shop.client("iam"), principal, *statements)


def listed(shop: RunningShop, *statements: dict[str, Any]) -> dict[str, Any]:
    """Run a machine that lists tables under a role with these rights; return how it ended."""
    states, taken = shop.client("stepfunctions"), role(shop, "states.amazonaws.com", *statements)
    machine = making.machine(states, taken, LIST_TABLES)
    arn = states.start_execution(stateMachineArn=machine)["executionArn"]
    return ended(lambda: states.describe_execution(executionArn=arn))


def as_role(shop: RunningShop, arn: str, service: str) -> Any:
    """Return a client with a role's credentials."""
    credentials = shop.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    return shop.seen_with(credentials).client(service)


def test_a_state_machine_may_do_what_its_role_allows(shop: RunningShop) -> None:
    assert listed(shop, MAY_LIST_TABLES)["status"] == "SUCCEEDED"


def test_a_state_machine_may_not_do_what_its_role_does_not_allow(shop: RunningShop) -> None:
    told = listed(shop)
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
