"""What the workflows may do, and for whom; actionlint and zizmor say the rest in `make check`."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bootstrap.environment import DEPLOYMENT_SECONDS
from plans.stacks import STACKS
from tests.running import ROOT

REQUIREMENTS = [
    *ROOT.glob("requirements*.txt"),
    ROOT / "local" / "emulator" / "requirements.txt",
    ROOT / "policies" / "requirements.txt",
]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


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


def jobs() -> dict[str, dict[str, Any]]:
    """Return every job of every workflow that has steps, by `workflow/job`."""
    return {
        f"{file.stem}/{name}": job
        for file in WORKFLOWS
        for name, job in read(file)["jobs"].items()
        if "steps" in job
    }


def commands(job: dict[str, Any]) -> str:
    """Return what a job runs, our own actions' steps included."""
    said = []
    for step in job["steps"]:
        said.append(step.get("run", ""))
        if step.get("uses", "").startswith("./"):
            action = yaml.safe_load((ROOT / step["uses"] / "action.yml").read_text())
            said += [it.get("run", "") for it in action["runs"]["steps"]]
    return "\n".join(said)


@pytest.mark.parametrize(("name", "job"), jobs().items(), ids=jobs())
def test_a_job_that_may_ask_for_a_role_installs_the_programs_requirements_alone(
    name: str, job: dict[str, Any]
) -> None:
    run = commands(job)
    installing = [
        line.strip() for line in run.splitlines() if re.search(r"\b(pip|npm|apt-get|make|uv)\b", line)
    ]
    if "id-token" in job["permissions"]:
        assert installing == [
            ".venv/bin/python -m pip install --quiet --no-input --require-hashes -r requirements.txt"
        ], name
        assert "tests" not in run
    else:
        assert not [it for it in job["steps"] if "/actions/pulumi" in it.get("uses", "")], name


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda it: str(it.relative_to(ROOT)))
def test_all_that_is_installed_is_known_by_its_hashes_and_by_no_host(file: Path) -> None:
    text = file.read_text()
    assert "://" not in text
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==(\S+).*?((?:\\\n.*)*)$", text, re.MULTILINE)
    assert len(pinned) > 20
    assert [name for name, _, hashes in pinned if "--hash=sha256:" not in hashes] == []
    others = [line for line in text.splitlines() if line and not re.match(r"[A-Za-z0-9]|    --hash=|#", line)]
    assert others == (["-r requirements.txt"] if file.stem == "requirements-dev" else [])
    asked = re.findall(r"^([a-z0-9-]+==\S+)$", file.with_suffix(".in").read_text(), re.MULTILINE)
    assert asked
    assert {it for it in asked if f"\n{it} " not in text} == set()


def test_what_the_pipeline_deploys_is_previewed_and_watched() -> None:
    """A stack with a file may be somebody's own, which no pipeline knows; docs/deploy.md says what one needs there."""
    deployed = [job["with"]["stack"] for job in workflow("deploy")["jobs"].values() if "with" in job]
    assert {"dev", "prod"} <= set(deployed) <= set(STACKS) - {"local"}
    for watched in ("preview", "drift"):
        assert stacks_of(workflow(watched)["jobs"][watched]) == deployed, f"name it in {watched}.yml, too"


def test_production_comes_after_dev_a_preview_and_a_persons_word() -> None:
    content = workflow("deploy")["jobs"]
    assert {name: job.get("needs") for name, job in content.items()} == {
        "policies": None,
        "dev": "policies",
        "prod-preview": "dev",
        "approve-prod": "prod-preview",
        "prod": "approve-prod",
    }
    assert content["approve-prod"]["environment"] == "prod-approval"
    assert content["approve-prod"]["permissions"] == {}
    assert workflow("deploy-stack")["jobs"]["deploy"]["environment"] == "${{ inputs.stack }}"


def test_no_deployment_takes_the_place_of_one_that_waits() -> None:
    groups = {name: job["concurrency"] for name, job in jobs().items() if "concurrency" in job}
    waiting = {"cancel-in-progress": False, "queue": "max"}
    assert groups == {
        "deploy/approve-prod": {"group": "approve-prod", **waiting},
        "deploy-stack/deploy": {"group": "stack-${{ inputs.stack }}", **waiting},
        "drift/drift": {"group": "drift-${{ matrix.stack }}", "cancel-in-progress": False},
    }
    assert "concurrency" not in workflow("deploy")


def test_a_deployment_has_the_time_that_cloudfront_may_take_and_rights_for_as_long() -> None:
    deploy = workflow("deploy-stack")["jobs"]["deploy"]
    [seconds] = [it["with"]["seconds"] for it in deploy["steps"] if "seconds" in it.get("with", {})]
    assert 90 < deploy["timeout-minutes"] <= 360
    assert deploy["timeout-minutes"] * 60 <= int(seconds) <= DEPLOYMENT_SECONDS


def test_what_was_deployed_is_tried_by_a_job_without_rights() -> None:
    order = workflow("deploy-stack")["jobs"]["order"]
    assert order["needs"] == "deploy"
    assert order["permissions"] == {"contents": "read"}
    assert "environment" not in order
    assert ".venv/bin/python -m tests.smoke outputs.json" in commands(order)


@pytest.mark.parametrize(
    ("name", "job", "role"),
    [
        ("preview", "preview", ("${{ matrix.stack }}", "preview")),
        ("drift", "drift", ("${{ matrix.stack }}", "drift")),
        ("deploy", "prod-preview", ("prod", "drift")),
        ("deploy-stack", "deploy", ("${{ inputs.stack }}", "deploy")),
    ],
)
def test_only_a_deployment_takes_the_role_that_changes_things(
    name: str, job: str, role: tuple[str, str]
) -> None:
    steps = workflow(name)["jobs"][job]["steps"]
    taken = [step["with"] for step in steps if "role" in step.get("with", {})]
    assert [(it["stack"], it["role"]) for it in taken] == [role]
