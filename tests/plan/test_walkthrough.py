"""The tasks of CONTRIBUTING.md, done in a copy of the project: no file is needed but those that it names."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from plans.files import committed
from plans.stacks import BASE, ROOT
from tests.plan.program import copy_project

HANDLER = '''"""TryOut: when an order can be had."""


def handle(_event, _context):
    return {"triedAt": "in 15 minutes"}
'''


@pytest.fixture(scope="module", name="project")
def _project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the project after all tasks, with its plans made anew by the one command."""
    folder = copy_project(tmp_path_factory.mktemp("walkthrough") / "project")
    for room in ("local", "plans"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "emulator"))
    add_a_dish(folder)
    add_a_state(folder)
    shutil.copy(folder / "Pulumi.dev.yaml", folder / "Pulumi.tryout.yaml")
    change(
        folder / "components/rest_api/errors.json",
        r'("BadRequest": .*\n.*\n.*"message": "[^"]*)"',
        r'\1 Tried."',
    )
    change(
        folder / "components/orders/orders_table.py", "hash_key=key,", "hash_key=key, stream_enabled=False,"
    )
    command = [sys.executable, "-m", "plans", "--update"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return folder


def change(file: Path, pattern: str, becomes: str) -> None:
    changed, times = re.subn(pattern, becomes, file.read_text(encoding="utf-8"))
    assert times == 1, (
        f"the walk-through looks for {pattern} in {file.name}: say there what it looks like now"
    )
    file.write_text(changed, encoding="utf-8")


def add_a_dish(folder: Path) -> None:
    menu = json.loads((folder / "handlers/menu.json").read_text(encoding="utf-8"))
    menu["items"].append({"id": "tryout", "name": "Try-out", "price": "5.50", "description": "Tomato"})
    (folder / "handlers/menu.json").write_text(json.dumps(menu), encoding="utf-8")
    shutil.copy(folder / "site/images/salad.svg", folder / "site/images/tryout.svg")


def add_a_state(folder: Path) -> None:
    """Put a task between ConfirmOrder and NotifyUser, whose result is one more field of the outcome."""
    file = folder / "components/orders/workflow.asl.json"
    machine = json.loads(file.read_text(encoding="utf-8"))
    states: dict[str, Any] = machine["States"]
    states["ConfirmOrder"]["Next"] = "TryOut"
    states["TryOut"] = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "${TryOutFunctionArn}", "Payload": {}},
        "ResultPath": "$.settled.tried",
        "Next": "NotifyUser",
    }
    states["NotifyUser"]["Parameters"]["triedAt.$"] = "$.settled.tried.Payload.triedAt"
    file.write_text(json.dumps(machine), encoding="utf-8")
    (folder / "handlers/try_out.py").write_text(HANDLER, encoding="utf-8")


@pytest.fixture(name="resources")
def _resources(project: Path) -> dict[str, Any]:
    return yaml.safe_load((project / "plans/base.yaml").read_text(encoding="utf-8"))["resources"]


def test_a_dish_is_on_the_page_and_may_be_ordered(resources: dict[str, Any]) -> None:
    model = resources["aws:apigateway/model:Model orders-api-model"]["inputs"]["schema (JSON)"]
    items = model["properties"]["input"]["properties"]["items"]
    assert "tryout" in items["items"]["properties"]["item"]["enum"]
    assert items["maxItems"] == len(items["items"]["properties"]["item"]["enum"])
    pictures = "aws:s3/bucketObjectv2:BucketObjectv2 page-images/pictures.svg"
    assert resources[pictures]["inputs"]["key"] != committed(BASE)["resources"][pictures]["inputs"]["key"]


def test_a_state_has_its_function_its_role_and_the_workflows_right(resources: dict[str, Any]) -> None:
    function = resources["aws:lambda/function:Function orders-try-out"]["inputs"]
    assert "handlers/try_out.py" in function["code"]
    assert "aws:iam/role:Role orders-try-out-role" in resources
    assert "<orders-try-out.arn>" in str(resources["aws:iam/rolePolicy:RolePolicy orders-workflow-rights"])


def test_an_environment_has_its_plan(project: Path) -> None:
    assert "settings:" in (project / "plans/tryout.yaml").read_text(encoding="utf-8")


def test_a_property_and_a_sentence_are_what_is_deployed(resources: dict[str, Any]) -> None:
    assert resources["aws:dynamodb/table:Table orders-table"]["inputs"]["streamEnabled"] is False
    assert " Tried." in str(resources)
