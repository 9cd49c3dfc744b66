"""A stack of the real Pulumi engine on an emulator of its own, in a copy of the project that tests may change."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.emulator_process import EmulatorProcess
from local.provider import Aws, without_aws
from tests.running import ROOT, free_port

PROGRAM = ("__main__.py", "Pulumi.yaml", "Pulumi.local.yaml", "components", "handlers", "site", "local")
COMMAND_TIMEOUT_SECONDS = 180
CHANGES = ("create", "update", "replace", "delete")


@dataclass(frozen=True)
class Stack:
    """A project folder with a stack `local`, whose AWS is the emulator."""

    project: Path
    environment: dict[str, str]
    aws: Aws

    def pulumi(self, *arguments: str) -> str:
        """Run the CLI; return what it printed, AssertionError with its diagnostics if it fails."""
        ended = subprocess.run(
            ["pulumi", *arguments, "--non-interactive"],
            cwd=self.project,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_SECONDS,
            check=False,
        )
        assert ended.returncode == 0, f"pulumi {' '.join(arguments)}:\n{ended.stdout[-6000:]}\n{ended.stderr}"
        return ended.stdout

    def planned(self) -> dict[str, str]:
        """Return what an update would do: `{"Kind name": operation}`, unchanged resources left out."""
        steps: list[dict[str, Any]] = json.loads(self.pulumi("preview", "--json"))["steps"]
        return changes(steps)

    def up(self) -> dict[str, str]:
        """Update the stack; return what was done, as `planned` does."""
        events = map(json.loads, self.pulumi("up", "--yes", "--skip-preview", "--json").splitlines())
        return changes(
            event["resourcePreEvent"]["metadata"] for event in events if "resourcePreEvent" in event
        )

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be in a file of the project."""
        path = self.project / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))


def changes(steps: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return `{"Kind name": operation}` of the steps that change something."""
    done = {}
    for step in steps:
        kind, name = step["urn"].split("::")[-2:]
        if step["op"] in CHANGES:
            done[f"{kind.rpartition(':')[2]} {name}"] = step["op"]
    return done


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatorProcess]:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    process = EmulatorProcess(free_port(), tmp_path_factory.mktemp("emulator"))
    process.wait_until_ready()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def stack(emulator: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole program, deployed; destroyed in the end, which must leave nothing."""
    home = tmp_path_factory.mktemp("pulumi")
    project = copy_of_the_project(home / "project")
    (home / "state").mkdir()
    aws = Aws(emulator.url, "us-east-2")
    plugins = project / "local" / "plugins"
    environment = {
        **without_aws(os.environ),
        **aws.environment(),
        "PATH": os.pathsep.join([str(plugins), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PULUMI_BACKEND_URL": (home / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    stack = Stack(project, environment, aws)
    stack.pulumi("stack", "init", "local")
    assert set(stack.planned().values()) == {"create"}, "a first preview knows nothing that AWS answers"
    stack.up()
    yield stack
    stack.pulumi("destroy", "--yes", "--skip-preview")
    assert left_over(aws) == []


def copy_of_the_project(target: Path) -> Path:
    target.mkdir()
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    (target / ".venv").symlink_to(sys.prefix)
    return target


def left_over(aws: Aws) -> list[str]:
    """Return what a destroyed stack should not leave; the log role stays on purpose, see components/rest_api."""
    return [
        *(function["FunctionName"] for function in aws.client("lambda").list_functions()["Functions"]),
        *(api["name"] for api in aws.client("apigateway").get_rest_apis()["items"]),
        *(bucket["Name"] for bucket in aws.client("s3").list_buckets()["Buckets"]),
        *(machine["name"] for machine in aws.client("stepfunctions").list_state_machines()["stateMachines"]),
        *aws.client("dynamodb").list_tables()["TableNames"],
    ]
