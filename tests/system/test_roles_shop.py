"""Each part of the running shop acts as its own role: without that role's rights, its step fails and no other."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests import making
from tests.cards import APPROVED, DECLINED
from tests.making import document
from tests.running import RunningShop, descendants
from tests.system.asking import Api
from tests.system.ordering import ended, order, outcome, start, status_of
from tests.system.role_rights import roles_of
from tests.system.test_emulator_roles import LIST_TABLES

NOTHING = document({"Effect": "Deny", "Action": "*", "Resource": "*"})
INTERNALS = ("AccessDenied", "arn:", "authorized", "orders-api-role", "states:")
MODULES = (
    "notify_with_polly",
    "place_order",
    "process_payment",
)


@contextlib.contextmanager
def without_rights(shop: RunningShop, role_arn: str) -> Iterator[None]:
    """Take all rights from a role for a while. Its own policies stay as they are."""
    iam, role = shop.client("iam"), role_arn.rpartition("/")[2]
    try:
        iam.put_role_policy(RoleName=role, PolicyName="nothing", PolicyDocument=NOTHING)
        yield
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="nothing")


@pytest.fixture(name="functions", scope="module")
def _functions(shop: RunningShop) -> dict[str, dict[str, Any]]:
    """The functions' configurations by their handlers' modules."""
    pages = shop.client("lambda").get_paginator("list_functions").paginate()
    handlers = {function["Handler"]: function for page in pages for function in page["Functions"]}
    return {module: handlers[f"handlers.{module}.handle"] for module in MODULES}


@pytest.fixture(name="machine", scope="module")
def _machine(shop: RunningShop) -> Iterator[str]:
    """A copy of the workflow, under the same role, that gives up at once: it never tries again."""
    states = shop.client("stepfunctions")
    original = states.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])
    definition = json.loads(original["definition"])
    for state in definition["States"].values():
        state.pop("Retry", None)
    copy = states.create_state_machine(
        name=f"impatient-{uuid.uuid4()}", definition=json.dumps(definition), roleArn=original["roleArn"]
    )["stateMachineArn"]
    yield copy
    states.delete_state_machine(stateMachineArn=copy)


def ordered(shop: RunningShop, machine: str, card: str = APPROVED) -> dict[str, Any]:
    """Order through a machine; return how the execution ended."""
    states = shop.client("stepfunctions")
    wanted = order(shop, card)
    started = states.start_execution(stateMachineArn=machine, name=wanted.name, input=json.dumps(wanted))
    return ended(lambda: states.describe_execution(executionArn=started["executionArn"]))


def told(execution: dict[str, Any]) -> tuple[str, bool]:
    """Return the order's status, or the error that the execution failed by, and whether there is a voice."""
    if execution["status"] != "SUCCEEDED":
        return execution["error"], False
    output = json.loads(execution["output"])
    return output["status"], output["audio"] is not None


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("place_order", ("OrderNotPlaced", False)),
        ("process_payment", ("CANCELLED", True)),
        ("notify_with_polly", ("CONFIRMED", False)),
    ],
)
def test_a_function_has_the_rights_of_its_own_role(
    shop: RunningShop, machine: str, functions: dict[str, Any], module: str, without: tuple[str, bool]
) -> None:
    with without_rights(shop, functions[module]["Role"]):
        assert told(ordered(shop, machine)) == without
    assert told(ordered(shop, machine)) == ("CONFIRMED", True)


def test_a_right_to_a_key_is_worth_what_the_keys_own_policy_lets_it(shop: RunningShop, machine: str) -> None:
    kms, key = shop.client("kms"), {"KeyId": shop.outputs["paymentKeyArn"], "PolicyName": "default"}
    policy = kms.get_key_policy(**key)["Policy"]
    assert '"kms:Decrypt"' in policy
    try:
        kms.put_key_policy(**key, Policy=policy.replace('"kms:Decrypt"', '"kms:Verify"'))
        assert told(ordered(shop, machine)) == ("CANCELLED", True)
    finally:
        kms.put_key_policy(**key, Policy=policy)
    assert told(ordered(shop, machine)) == ("CONFIRMED", True)


def test_step_functions_has_the_rights_of_the_workflows_role(shop: RunningShop, machine: str) -> None:
    states = shop.client("stepfunctions")
    with without_rights(shop, states.describe_state_machine(stateMachineArn=machine)["roleArn"]):
        execution = ordered(shop, machine)
    assert told(execution) == ("OrderNotPlaced", False)
    [cause] = [
        event["taskFailedEventDetails"]["cause"]
        for event in states.get_execution_history(executionArn=execution["executionArn"])["events"]
        if "taskFailedEventDetails" in event
    ]
    assert "not authorized to perform: lambda:InvokeFunction" in cause


def test_api_gateway_has_the_rights_of_the_apis_role(shop: RunningShop) -> None:
    api = Api(shop.stage_url, shop.website_url)
    execution = start(shop, order(shop))
    [role] = [role.arn for role in roles_of(shop) if "orders-api-role" in role.name]
    with without_rights(shop, role):
        answers = [api.start({"input": order(shop)}), api.describe(execution)]
    for answer in answers:
        assert (answer.status, answer.code) == (500, "InternalError")
        assert not [word for word in INTERNALS if word in answer.text]
    assert api.describe(execution).status == 200


def test_a_recordings_link_is_worth_what_its_signers_role_may(
    shop: RunningShop, functions: dict[str, Any]
) -> None:
    link = outcome(shop, order(shop))["audio"]["url"]
    with without_rights(shop, functions["notify_with_polly"]["Role"]):
        assert status_of(link) == 403
    assert status_of(link) == 200


def environments(shop: RunningShop) -> Iterator[dict[str, str]]:
    """Yield the environment of every process that runs a function, as Linux tells it."""
    for process in descendants(shop.run.process.pid):
        with contextlib.suppress(OSError):  # one that just ended
            lines = Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
            environment = dict(line.split("=", 1) for line in lines if line)
            if "AWS_LAMBDA_FUNCTION_NAME" in environment:
                yield environment


def test_a_functions_process_knows_its_own_settings_and_its_own_roles_session(
    shop: RunningShop, functions: dict[str, Any]
) -> None:
    outcome(shop, order(shop))
    outcome(shop, order(shop, DECLINED))
    by_name = {function["FunctionName"]: function for function in functions.values()}
    settings = {name for it in by_name.values() for name in it.get("Environment", {}).get("Variables", {})}
    keys = dict[str, str]()
    for environment in environments(shop):
        name = environment["AWS_LAMBDA_FUNCTION_NAME"]
        if name not in by_name:  # another test's
            continue
        own = by_name[name].get("Environment", {}).get("Variables", {})
        assert {key: value for key, value in environment.items() if key in settings} == own
        key = environment["AWS_ACCESS_KEY_ID"]
        assert key.startswith(("ASIA", "LSIA"))
        assert keys.setdefault(key, name) == name
        assert identity(shop, environment).endswith(
            f":assumed-role/{by_name[name]['Role'].rpartition('/')[2]}/{name}"
        )
    assert set(keys.values()) == set(by_name)


def identity(shop: RunningShop, environment: dict[str, str]) -> str:
    """Return the ARN of whose credentials a process has, by STS."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    return shop.seen_by(*map(environment.__getitem__, names)).client("sts").get_caller_identity()["Arn"]


def test_nobody_takes_a_role_but_the_service_that_it_trusts(
    shop: RunningShop, functions: dict[str, Any]
) -> None:
    for role in roles_of(shop):
        with pytest.raises(ClientError, match="AccessDenied"):
            shop.client("sts").assume_role(RoleArn=role.arn, RoleSessionName="deployer")
    taken = functions["place_order"]["Role"]
    execution = ordered(shop, making.machine(shop.client("stepfunctions"), taken, LIST_TABLES))
    assert execution["status"] == "FAILED"
    assert "sts:AssumeRole" in execution["cause"]
