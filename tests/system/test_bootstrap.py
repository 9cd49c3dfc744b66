"""The pipeline's roles, deployed: what one environment's deployer may touch, and what it may not."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from components.project import NAME
from tests.making import EMPTY
from tests.running import RunningShop
from tests.system import role_rights
from tests.system.pipeline import pipeline

REFUSALS = {"AccessDenied", "AccessDeniedException"}

type Session = Callable[[str], Any]  # from a service to its client


@pytest.fixture(scope="module", name="outputs")
def _outputs(shop: RunningShop) -> dict[str, Any]:
    return pipeline(shop.aws, ["here", "there"])


def session(shop: RunningShop, role: str) -> Session:
    """Return clients with a role's credentials: GitHub gives no token here, so the deployer takes it instead."""
    arn = shop.client("iam").get_role(RoleName=role)["Role"]["Arn"]
    return role_rights.session(shop, role_rights.Role(role, arn, ())).client


@pytest.fixture(scope="module", name="deployer")
def _deployer(shop: RunningShop, outputs: dict[str, Any]) -> Session:
    return session(shop, outputs["here"]["deployRole"])


@pytest.fixture(scope="module", name="previewer")
def _previewer(shop: RunningShop, outputs: dict[str, Any]) -> Session:
    return session(shop, outputs["here"]["previewRole"])


def is_refused(call: Callable[[], object]) -> bool:
    """Return whether IAM refuses a call; what the service says of it doesn't matter."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in REFUSALS
    return False


def attempts(session: Session, stack: str, bucket: str) -> dict[str, Callable[[], object]]:
    """Return calls that change something of an environment; none names a thing that exists, so none does."""
    prefix = f"{NAME}-{stack}-"
    states, iam = "arn:aws:states:us-east-2:000000000000:stateMachine:", session("iam")
    return {
        "table": lambda: session("dynamodb").delete_table(TableName=f"{prefix}none"),
        "function": lambda: session("lambda").delete_function(FunctionName=f"{prefix}none"),
        "machine": lambda: session("stepfunctions").delete_state_machine(
            stateMachineArn=f"{states}{prefix}none"
        ),
        "role": lambda: iam.delete_role(RoleName=f"{prefix}none"),
        "log group": lambda: session("logs").delete_log_group(logGroupName=f"/aws/lambda/{prefix}none"),
        "bucket": lambda: session("s3").delete_bucket(Bucket=f"{prefix}none"),
        "state": lambda: session("s3").delete_object(
            Bucket=bucket, Key=f".pulumi/stacks/{NAME}/{stack}.json.none"
        ),
    }


@pytest.fixture(name="bucket")
def _bucket(outputs: dict[str, Any]) -> str:
    return outputs["backendUrl"].removeprefix("s3://").partition("?")[0]


def test_a_deployer_changes_its_own_environment_and_no_other(deployer: Session, bucket: str) -> None:
    own, other = attempts(deployer, "here", bucket), attempts(deployer, "there", bucket)
    assert [what for what, call in own.items() if is_refused(call)] == []
    assert [what for what, call in other.items() if not is_refused(call)] == []


def test_a_preview_changes_nothing(previewer: Session, bucket: str) -> None:
    own = attempts(previewer, "here", bucket)
    assert [what for what, call in own.items() if not is_refused(call)] == []
    assert not is_refused(lambda: previewer("dynamodb").describe_table(TableName=f"{NAME}-here-none"))


def test_nobody_of_the_pipeline_touches_the_pipeline(
    deployer: Session, outputs: dict[str, Any], bucket: str
) -> None:
    iam, boundary = deployer("iam"), outputs["here"]["permissionsBoundaryArn"]
    tries: dict[str, Callable[[], object]] = {
        "its own trust": lambda: iam.update_assume_role_policy(
            RoleName=outputs["here"]["deployRole"], PolicyDocument=EMPTY
        ),
        "its own rights": lambda: iam.put_role_policy(
            RoleName=outputs["here"]["deployRole"], PolicyName="more", PolicyDocument=EMPTY
        ),
        "the boundary": lambda: iam.create_policy_version(PolicyArn=boundary, PolicyDocument=EMPTY),
        "the bucket of all state": lambda: deployer("s3").delete_bucket(Bucket=bucket),
        "a user": lambda: iam.create_user(UserName=f"{NAME}-here-user"),
        "a role without the boundary": lambda: iam.create_role(
            RoleName=f"{NAME}-here-free", AssumeRolePolicyDocument=EMPTY
        ),
    }
    try:
        assert [what for what, call in tries.items() if not is_refused(call)] == []
    finally:
        with contextlib.suppress(ClientError):
            deployer("iam").delete_role(RoleName=f"{NAME}-here-free")


def test_no_order_is_read_and_none_is_made_up(deployer: Session, shop: RunningShop) -> None:
    table, machine = shop.outputs["ordersTable"], shop.outputs["stateMachineArn"]
    assert is_refused(lambda: deployer("dynamodb").scan(TableName=table))
    assert is_refused(lambda: deployer("stepfunctions").start_execution(stateMachineArn=machine))
    assert is_refused(lambda: deployer("dynamodb").scan(TableName=f"{NAME}-here-orders"))
