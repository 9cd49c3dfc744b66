"""The committed plans: what the program would do, the same everywhere, with differences that read well."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml
from pulumi.output import Unknown
from pulumi.runtime import rpc

from local.errors import LocalRunError
from tests.plan import __main__ as command
from tests.plan.difference import LOADER, difference
from tests.plan.form import yaml_text
from tests.plan.marks import TOKEN, Outputs
from tests.plan.program import ROOT, STACKS, copy_project
from tests.plan.text import committed, plan, written

FUNCTION = "aws:lambda/function:Function f"


@pytest.mark.parametrize("stack", STACKS)
def test_the_committed_plan_is_what_the_program_would_do(stack: str) -> None:
    told = difference(committed(stack).read_text(encoding="utf-8"), plan(stack))
    if told:
        pytest.fail(
            f"{told}\n\nIf this is what you want, run `make plan UPDATE=1` and commit tests/plan/{stack}.yaml.",
            pytrace=False,
        )


def test_every_stack_has_its_plan() -> None:
    assert {file.name.split(".")[1] for file in ROOT.glob("Pulumi.*.yaml")} == set(STACKS)
    assert {file.stem for file in (ROOT / "tests" / "plan").glob("*.yaml")} == set(STACKS)


def test_a_plan_is_the_same_from_another_folder_by_another_user_on_another_machine(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "elsewhere")
    for room in ("local", "tests"):
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "dev.yaml", "emulator")
        )
    theirs = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "USER": "someone",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
        "AWS_REGION": "eu-central-1",
        "AWS_PROFILE": "theirs",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.plan", "dev"],
        cwd=folder,
        env=theirs,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode() == plan("dev") + "\n", "without a committed plan the command prints the whole"


@pytest.mark.parametrize("stack", STACKS)
def test_a_plan_tells_nothing_of_this_machine(stack: str) -> None:
    assert str(ROOT) not in plan(stack)
    assert not TOKEN.search(plan(stack)), "every stand-in of an output has its mark"


@pytest.mark.parametrize("stack", STACKS)
def test_the_program_reads_no_output_that_a_plan_could_only_call_unknown(stack: str) -> None:
    assert "<unknown>" not in plan(stack), "give it a template in tests/plan/marks.py"


def test_a_plan_shows_what_is_wired_to_what() -> None:
    said = yaml.load(plan("prod"), LOADER)  # noqa: S506 - a safe one
    table = said["resources"]["aws:dynamodb/table:Table orders-table"]
    assert table["options"] == {"protect": True}
    assert table["parent"] == "gopizza:orders:OrdersTable orders-table"
    assert table["provider"] == "pulumi:providers:aws aws"
    function = said["resources"]["aws:lambda/function:Function orders-place-order"]
    assert function["inputs"]["environment"]["variables"]["ORDERS_TABLE"] == "<orders-table.name>"
    assert "aws:dynamodb/table:Table orders-table" in function["dependencies"]
    assert said["settings"]["gopizza:protect"] is True
    assert said["outputs"]["ordersTable"] == "<orders-table.name>"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"it": {rpc._special_sig_key: rpc._special_secret_sig, "value": "hush"}}, {"it": "<secret>"}),
        ({"it": Unknown()}, {"it": "<unknown>"}),
        ({"it": '{"b": 1, "a": [2]}'}, {"it (JSON)": {"b": 1, "a": [2]}}),
        ({"it": "{no JSON"}, {"it": "{no JSON"}),
        ({"it": 7.0}, {"it": 7}),
        ({"it": pulumi.StringAsset("a")}, {"it": "sha256:ca978112ca1bbdca"}),
        ({"b": True, "a": [1.5]}, {"a": [1.5], "b": True}),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value: Any, shown: Any) -> None:
    assert yaml_text(written(value, Outputs("us-east-2"))) == yaml_text(shown)


def resources(**inputs: Any) -> str:
    return yaml_text({"settings": {"rate": 1}, "resources": {FUNCTION: {"inputs": inputs}}})


def test_a_difference_names_the_resource_and_the_property_and_leaves_out_what_stayed() -> None:
    before = resources(timeout=10, memory=512, code={"a.py": "1", "b.py": "2"})
    after = resources(timeout=20, memory=512, code={"a.py": "1", "c.py": "3"})
    assert difference(before, after).splitlines() == [
        f"~ {FUNCTION}",
        "    inputs.timeout:",
        "        - 10",
        "        + 20",
        "    inputs.code.b.py:",
        "        - '2'",
        "    inputs.code.c.py:",
        "        + '3'",
    ]


def test_a_difference_in_a_long_text_or_list_shows_the_lines_around_it() -> None:
    before = resources(template="".join(f"{line}\n" for line in "abcdefgh"), actions=["x", "y"])
    after = resources(template="".join(f"{line}\n" for line in "abcdEfgh"), actions=["x", "z"])
    assert [line.strip() for line in difference(before, after).splitlines()] == [
        f"~ {FUNCTION}",
        "inputs.template:",
        *("c", "d", "- e", "+ E", "f", "g"),
        "inputs.actions:",
        *("- x", "- - y", "+ - z"),
    ]


def test_a_new_resource_is_shown_whole_and_a_lost_one_by_its_name() -> None:
    none = yaml_text({"settings": {"rate": 1}, "resources": {}})
    assert difference(none, resources(timeout=10)).splitlines() == [
        f"+ {FUNCTION}",
        "    + inputs:",
        "    +   timeout: 10",
    ]
    assert difference(resources(timeout=10), none) == f"- {FUNCTION}"


def test_another_order_is_told_too() -> None:
    assert difference("a: 1\nb: 2\n", "b: 2\na: 1\n") == "only the order or the form of the text has changed"


def test_the_command_shows_settings_and_that_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["dev"]) == 0
    shown = capsys.readouterr().out
    assert "  gopizza:recoveryDays: 1\n" in shown
    assert "all as in tests/plan/dev.yaml" in shown


def test_an_unknown_stack_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nowhere"]) == 1
    assert capsys.readouterr().err == "goPizza: Pulumi.nowhere.yaml is missing\n"


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project")
    with (folder / "Pulumi.dev.yaml").open("a") as settings:
        settings.write("  gopizza:throttleRate: ten\n")
    with pytest.raises(LocalRunError) as refused:
        plan("dev", folder)
    assert str(refused.value) == (
        'Pulumi.dev.yaml: gopizza:throttleRate must be a whole number from 1 to 10000, got "ten"'
    )
