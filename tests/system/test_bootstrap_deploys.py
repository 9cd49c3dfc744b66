"""The pipeline's own role deploys the whole program to an account that has nothing but the pipeline."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local import configuration
from local.emulator_process import EmulatorProcess
from local.provider import Aws
from local.provider.aws import Credentials
from tests.running import ROOT, free_port
from tests.system.deploying import Deploying
from tests.system.pipeline import pipeline

# On AWS nothing is an S3 website; on one machine the page is.
WEBSITE = {"Effect": "Allow", "Action": "s3:PutBucketWebsite", "Resource": "*"}
TRUST = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
    "Action": "sts:AssumeRole",
}


@pytest.fixture(scope="module", name="account")
def _account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    emulator = EmulatorProcess(free_port(), tmp_path_factory.mktemp("account"))
    emulator.wait_until_ready()
    yield Aws(emulator.url, "us-east-2")
    emulator.stop()


@pytest.fixture(scope="module", name="made")
def _made(account: Aws) -> dict[str, Any]:
    return pipeline(account.endpoint, ["local"])["local"]


@pytest.fixture(scope="module", name="by_the_pipeline")
def _by_the_pipeline(account: Aws, made: dict[str, Any]) -> Deploying:
    files = ROOT / "Pulumi.yaml", ROOT / "Pulumi.local.yaml"
    bounded = {"gopizza:permissionsBoundary": made["permissionsBoundaryArn"]}
    return Deploying(
        program=str(ROOT / "__main__.py"),
        emulator_url=account.endpoint,
        project="gopizza",
        configuration=configuration.load(*files, bounded),
        credentials=session(account, made["deployRole"]),
    )


def document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def session(account: Aws, role: str) -> Credentials:
    """Return a session of the role, which GitHub's token would give on AWS."""
    iam = account.client("iam")
    iam.put_role_policy(RoleName=role, PolicyName="website", PolicyDocument=document(WEBSITE))
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=document(TRUST))
    arn = iam.get_role(RoleName=role)["Role"]["Arn"]
    taken = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="pipeline")["Credentials"]
    return Credentials(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"])


def test_the_pipelines_role_deploys_the_whole_program_within_its_boundary(
    account: Aws, by_the_pipeline: Deploying, made: dict[str, Any]
) -> None:
    outputs = by_the_pipeline.outputs()
    roles = account.client("iam").list_roles()["Roles"]
    ours = [role["RoleName"] for role in roles if role["RoleName"].startswith("gopizza-local-")]
    assert len(ours) == 9
    for name in ours:
        role = account.client("iam").get_role(RoleName=name)["Role"]
        assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == made["permissionsBoundaryArn"]
    assert outputs["stateMachineArn"].rpartition(":")[2].startswith("gopizza-local-orders-workflow-")
