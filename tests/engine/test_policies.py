"""The policy pack under the real engine, on the stack that is deployed and on changes to it that break a rule."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from components.project import NAME
from local.environments import POLICIES
from tests.engine.stack import Stack
from tests.running import ROOT

PACK = ("--policy-pack", "policies")


@pytest.fixture(name="judged", scope="module")
def _judged(stack: Stack) -> Stack:
    if not POLICIES.is_ready():
        pytest.skip("the policies' environment is not set up: make setup")
    target = stack.project / "policies"
    shutil.copytree(ROOT / "policies", target, ignore=shutil.ignore_patterns("__pycache__", ".venv"))
    (target / ".venv").symlink_to(POLICIES.directory)
    return stack


@pytest.fixture(name="edited")
def _edited(judged: Stack) -> Iterator[Stack]:
    """The stack, whose components are as they were when the test ends."""
    kept = judged.project / "components"
    shutil.copytree(kept, judged.project / "kept")
    yield judged
    shutil.rmtree(kept)
    (judged.project / "kept").rename(kept)


def test_the_deployed_stack_keeps_every_rule(judged: Stack) -> None:
    told = judged.pulumi("preview", "--expect-no-changes", *PACK)
    assert f"✅ {NAME}@" in told
    assert "can't run policy" not in told


def test_a_rule_about_a_resource_stops_the_preview_that_breaks_it(edited: Stack) -> None:
    edited.edit("components/rest_api/method.py", '"NEVER"', '"WHEN_NO_MATCH"')
    told = refused(edited, "preview")
    assert (
        "integration-refuses-other-types  (aws:apigateway:Integration: orders-api-post-integration)" in told
    )
    assert "set passthroughBehavior to NEVER" in told


def test_a_rule_about_a_resource_stops_the_update_before_it_is_changed(edited: Stack) -> None:
    edited.edit(
        "components/orders/workflow.py", '"include_execution_data": False', '"include_execution_data": True'
    )
    told = refused(edited, "up", "--yes", "--skip-preview")
    assert "machine-logs-no-data  (aws:sfn:StateMachine: orders-workflow)" in told
    machines = edited.aws.client("stepfunctions")
    found = machines.describe_state_machine(stateMachineArn=edited.outputs()["stateMachineArn"])
    assert found["loggingConfiguration"]["includeExecutionData"] is False


def test_a_rule_about_several_resources_stops_the_preview_that_breaks_it(edited: Stack) -> None:
    edited.edit("components/private_bucket.py", "aws.s3.BucketOwnershipControls(", "dict(name=")
    told = refused(edited, "preview")
    for bucket in ("orders-audio", "website-files"):
        assert f"bucket-has-its-guards  (aws:s3:Bucket: {bucket})" in told


def test_what_a_first_preview_cannot_know_is_unjudged_and_stops_nothing(
    judged: Stack, tmp_path: Path
) -> None:
    fresh = replace(judged, environment=judged.environment | {"PULUMI_BACKEND_URL": tmp_path.as_uri()})
    fresh.pulumi("stack", "init")
    told = fresh.pulumi("preview", *PACK)
    assert "can't run policy 'S3.5' from policy pack" in told
    assert "[mandatory]" not in told


def refused(stack: Stack, *command: str) -> str:
    """Run a command that the pack must stop; return what it printed."""
    with pytest.raises(AssertionError) as stopped:
        stack.pulumi(*command, *PACK)
    told = str(stopped.value)
    assert f"❌ {NAME}@" in told
    return told
