"""The pipeline as on AWS: state in its bucket, secrets under its key, roles that do their work and no more."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from components.project import NAME
from tests.engine import stack as stacks
from tests.engine.stack import Stack
from tests.running import ROOT, account
from tests.system.pipeline import allow_website, session


@dataclass(frozen=True)
class Pipeline:
    """bootstrap/ deployed to an account, and a stack made as docs/deploy.md says. made: bootstrap's outputs for it."""

    stack: Stack
    made: dict[str, Any]
    log: Path

    def stack_as(self, role: str) -> Stack:
        """Return the stack as a job that took this role has it."""
        taken = session(self.stack.aws, self.made[role])
        aws = replace(self.stack.aws, credentials=taken)
        return replace(self.stack, environment=self.stack.environment | aws.environment())

    def refusals(self) -> list[str]:
        """Return what IAM refused since the emulator started."""
        lines = self.log.read_text().splitlines()
        return [line.partition("perform: ")[2] for line in lines if "IAM DENY" in line]


@pytest.fixture(scope="module", name="pipeline")
def _pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    home = tmp_path_factory.mktemp("pipeline")
    with account(home) as aws:
        program = stacks.make("local", home / "program", aws)
        outputs = bootstrapped(program)
        stack = with_the_pipelines_state(program, outputs)
        yield Pipeline(stack, outputs["local"], home / "emulator.log")


def bootstrapped(program: Stack) -> dict[str, Any]:
    """Deploy bootstrap/ beside the program, as a person does; return its outputs."""
    folder = program.project / "bootstrap"
    shutil.copytree(ROOT / "bootstrap", folder, ignore=shutil.ignore_patterns("__pycache__", "Pulumi.*.yaml"))
    pipelines = replace(program, name="account", project=folder)
    pipelines.pulumi("stack", "init")
    pipelines.pulumi("config", "set", "repository", "owner/name")
    pipelines.pulumi("config", "set", "--path", "environments[0]", "local")
    pipelines.up()
    made = pipelines.outputs()
    allow_website(pipelines.aws, made["local"]["deployRole"])
    return made


def with_the_pipelines_state(program: Stack, outputs: dict[str, Any]) -> Stack:
    """Make the stack in the bucket, its secrets under the key, its roles bounded."""
    shutil.copy(ROOT / "Pulumi.local.yaml", program.project)
    backend = f"{outputs['backendUrl']}&endpoint={program.aws.endpoint}&use_path_style=true"
    stack = replace(program, environment=program.environment | {"PULUMI_BACKEND_URL": backend})
    stack.pulumi("stack", "init", "--secrets-provider", outputs["local"]["secretsProvider"])
    stack.pulumi("config", "set", "permissionsBoundary", outputs["local"]["permissionsBoundaryArn"])
    return stack


def test_its_roles_preview_deploy_and_destroy_the_whole_program_and_are_refused_nothing(
    pipeline: Pipeline,
) -> None:
    deployer, previewer = pipeline.stack_as("deployRole"), pipeline.stack_as("previewRole")
    nightly = pipeline.stack_as("driftRole")
    assert set(previewer.planned().values()) == {"create"}
    assert set(deployer.up().values()) == {"create"}
    assert previewer.planned() == {}
    assert nightly.planned("--refresh") == {}
    assert pipeline.refusals() == []

    refused = previewer.run("up", "--yes", "--skip-preview")
    assert refused.code != 0
    assert "/.pulumi/locks/" in refused.output + refused.diagnostics
    assert len(pipeline.refusals()) == 1

    deployer.pulumi("destroy", "--yes", "--skip-preview")
    assert len(pipeline.refusals()) == 1
    assert deployer.resources() == {}


def test_its_state_lies_in_the_bucket_and_tells_no_secret(pipeline: Pipeline) -> None:
    s3 = pipeline.stack.aws.client("s3")
    [bucket] = [it["Name"] for it in s3.list_buckets()["Buckets"] if it["Name"].startswith(f"{NAME}-state-")]
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert f".pulumi/stacks/{NAME}/local.json" in keys
    settings = pipeline.stack.path("Pulumi.local.yaml").read_text()
    assert "encryptedkey: " in settings
    assert "encryptionsalt" not in settings
