"""What the workflows may do, and for whom; actionlint and zizmor say the rest in `make check`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from plans.stacks import STACKS
from tests.running import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DEPLOYED = [stack for stack in STACKS if stack != "local"]


def read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text())


def workflow(name: str) -> dict[str, Any]:
    return read(ROOT / ".github" / "workflows" / f"{name}.yml")


def triggers(content: dict[Any, Any]) -> set[str]:
    return set(content[True])  # YAML 1.1 reads `on` as true


def stacks_of(job: dict[str, Any]) -> list[str]:
    return [entry["stack"] for entry in job["strategy"]["matrix"]["include"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda it: it.stem)
def test_a_workflow_has_no_rights_but_those_that_a_job_asks_for(file: Path) -> None:
    content = read(file)
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert "permissions" in job
        assert {key for key, value in job["permissions"].items() if value == "write"} <= {
            "id-token",
            "pull-requests",
        }


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda it: it.stem)
def test_no_workflow_runs_a_forks_code_with_our_rights(file: Path) -> None:
    content = read(file)
    assert not triggers(content) & {"pull_request_target", "workflow_run", "issue_comment"}
    if "pull_request" in triggers(content):
        for job in content["jobs"].values():
            if "id-token" in job["permissions"]:
                assert job["if"] == "github.event.pull_request.head.repo.full_name == github.repository"


def test_every_environment_is_previewed_deployed_and_watched() -> None:
    assert stacks_of(workflow("preview")["jobs"]["preview"]) == DEPLOYED
    assert stacks_of(workflow("drift")["jobs"]["drift"]) == DEPLOYED
    assert [job["with"]["stack"] for job in workflow("deploy")["jobs"].values()] == DEPLOYED


def test_production_comes_after_dev_and_in_its_own_environment() -> None:
    assert workflow("deploy")["jobs"]["prod"]["needs"] == "dev"
    deploy = workflow("deploy-stack")["jobs"]["deploy"]
    assert deploy["environment"] == "${{ inputs.stack }}"
    assert deploy["concurrency"] == {"group": "stack-${{ inputs.stack }}", "cancel-in-progress": False}


@pytest.mark.parametrize(
    ("name", "job", "role"),
    [
        ("preview", "preview", "gopizza-pipeline-${{ matrix.stack }}-preview"),
        ("drift", "drift", "gopizza-pipeline-${{ matrix.stack }}-preview"),
        ("deploy-stack", "deploy", "gopizza-pipeline-${{ inputs.stack }}-deploy"),
    ],
)
def test_only_a_deployment_takes_the_role_that_changes_things(name: str, job: str, role: str) -> None:
    steps = workflow(name)["jobs"][job]["steps"]
    assert [step["with"]["role"] for step in steps if "role" in step.get("with", {})] == [role]
