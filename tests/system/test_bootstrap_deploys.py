"""The pipeline's own role deploys the whole program to an account that has nothing but the pipeline."""

from collections.abc import Iterator
from typing import Any

import pytest

from components.project import NAME
from local import configuration
from local.provider import Aws
from tests import running
from tests.plan.program import registered
from tests.running import ROOT
from tests.system.deploying import Deploying
from tests.system.pipeline import allow_website, pipeline, session


@pytest.fixture(scope="module", name="account")
def _account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    with running.account(tmp_path_factory.mktemp("account")) as aws:
        yield aws


@pytest.fixture(scope="module", name="made")
def _made(account: Aws) -> dict[str, Any]:
    return pipeline(account, ["local"])["local"]


@pytest.fixture(scope="module", name="by_the_pipeline")
def _by_the_pipeline(account: Aws, made: dict[str, Any]) -> Deploying:
    allow_website(account, made["deployRole"])
    files = ROOT / "Pulumi.yaml", ROOT / "Pulumi.local.yaml"
    bounded = {f"{NAME}:permissionsBoundary": made["permissionsBoundaryArn"]}
    return Deploying(
        program=str(ROOT / "__main__.py"),
        emulator_url=account.endpoint,
        project=NAME,
        configuration=configuration.load(*files, bounded),
        credentials=session(account, made["deployRole"]),
    )


def test_the_pipelines_role_deploys_the_whole_program_within_its_boundary(
    account: Aws, by_the_pipeline: Deploying, made: dict[str, Any]
) -> None:
    outputs = by_the_pipeline.outputs()
    roles = account.client("iam").list_roles()["Roles"]
    ours = [role["RoleName"] for role in roles if role["RoleName"].startswith(f"{NAME}-local-")]
    all_roles = registered("local").all("aws:iam/role:Role")
    assert len(ours) == len(all_roles) - 1, "bootstrap/ made the account's log role"
    for name in ours:
        role = account.client("iam").get_role(RoleName=name)["Role"]
        assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == made["permissionsBoundaryArn"]
    assert outputs["stateMachineArn"].rpartition(":")[2].startswith(f"{NAME}-local-orders-workflow-")
