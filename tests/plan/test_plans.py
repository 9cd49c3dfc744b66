"""The committed plans: what the program would do, the same everywhere, with differences that read well."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown
from pulumi.runtime import rpc

from components.project import NAME
from local.errors import LocalRunError
from plans import __main__ as command
from plans.difference import JSON_SUFFIX, difference, patch, patched, yaml_text
from plans.files import FOLDER, committed
from plans.outputs import TOKEN, Outputs
from plans.plan import plan, written
from plans.stacks import BASE, ROOT, STACKS
from tests.plan.program import copy_project
from tests.properties import SMALL

FUNCTION = "aws:lambda/function:Function f"


def test_the_committed_plans_are_what_the_program_would_do() -> None:
    told: dict[str, list[str]] = {}  # one cause, one failure: a change that several stacks share is told once
    for stack in (BASE, *STACKS):
        if changed := difference(committed(stack), plan(stack)):
            told.setdefault(changed, []).append(stack)
    if told:
        shown = "\n".join(f"{', '.join(stacks)}:\n{changed}" for changed, stacks in told.items())
        pytest.fail(
            f"{shown}\n\nIf this is what you want: make plan UPDATE=1, and commit plans/.", pytrace=False
        )


def test_every_stack_has_its_plan() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == {BASE, *STACKS}, "make plan UPDATE=1"


def test_a_plan_is_the_same_from_another_folder_by_another_user_on_another_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["dev"]) == 0
    ours = capsys.readouterr().out
    folder = copy_project(tmp_path / "elsewhere")
    for room in ("local", "plans"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "emulator"))
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
        [sys.executable, "-m", "plans", "dev"],
        cwd=folder,
        env=theirs,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode() == ours


@pytest.mark.parametrize("stack", STACKS)
def test_a_plan_tells_nothing_of_this_machine(stack: str) -> None:
    assert str(ROOT) not in yaml_text(plan(stack))
    assert not TOKEN.search(yaml_text(plan(stack))), "every stand-in of an output has its mark"


@pytest.mark.parametrize("stack", STACKS)
def test_the_program_reads_no_output_that_a_plan_could_only_call_unknown(stack: str) -> None:
    assert "<unknown>" not in yaml_text(plan(stack)), "give it a template in plans/outputs.json"


def test_a_plan_shows_what_is_wired_to_what() -> None:
    said = plan("prod")
    table = said["resources"]["aws:dynamodb/table:Table orders-table"]
    assert table["options"] == {"protect": True}
    assert table["parent"] == "gopizza:index:OrdersTable orders-table"
    assert table["provider"] == "pulumi:providers:aws aws"
    function = said["resources"]["aws:lambda/function:Function orders-place-order"]
    assert function["inputs"]["environment"]["variables"]["ORDERS_TABLE"] == "<orders-table.name>"
    assert "aws:dynamodb/table:Table orders-table" in function["dependencies"]
    assert said["settings"]["protect"] is True
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
    assert yaml_text(written(value, Outputs("us-east-2", "dev"))) == yaml_text(shown)


def resources(**inputs: Any) -> dict[str, Any]:
    return {"settings": {"rate": 1}, "resources": {FUNCTION: {"inputs": inputs}}}


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
    none = {"settings": {"rate": 1}, "resources": {}}
    assert difference(none, resources(timeout=10)).splitlines() == [
        f"+ {FUNCTION}",
        "    + inputs:",
        "    +   timeout: 10",
    ]
    assert difference(resources(timeout=10), none) == f"- {FUNCTION}"


def test_another_order_in_a_text_of_json_is_told_too() -> None:
    policy = {"policy (JSON)": {"a": 1, "b": 2}}
    other = {"policy (JSON)": {"b": 2, "a": 1}}
    assert difference(resources(**policy), resources(**other))
    assert patched(resources(**policy), patch(resources(**policy), resources(**other))) == resources(**other)
    assert not difference(resources(a=1, b=2), resources(b=2, a=1)), "elsewhere no order counts"


entries = st.recursive(
    st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from(["a", "b", "c", "d (JSON)"]), inner, max_size=3),
    max_leaves=8,
)
plans = st.dictionaries(
    st.sampled_from(["settings", "x", "y (JSON)"]), entries.filter(lambda it: it is not None)
)


def without_nulls(value: Any) -> Any:
    """A plan leaves out what isn't set; only texts of JSON say null."""
    if not isinstance(value, dict):
        return value
    return {
        name: it if name.endswith(JSON_SUFFIX) else without_nulls(it)
        for name, it in value.items()
        if it is not None
    }


@SMALL
@given(plans.map(without_nulls), plans.map(without_nulls))
def test_a_patch_makes_any_plan_of_any_other(base: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert patched(base, patch(base, wanted)) == wanted
    assert not difference({"resources": wanted}, {"resources": patched(base, patch(base, wanted))})
    assert (patch(base, wanted) == {}) == (not difference({"resources": base}, {"resources": wanted}))


def test_the_command_shows_settings_and_that_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["dev"]) == 0
    shown = capsys.readouterr().out
    assert "  recoveryDays: 1\n" in shown
    assert ("all as in plans/dev.yaml" in shown) is (not difference(committed("dev"), plan("dev")))


def test_an_unknown_stack_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nowhere"]) == 1
    assert capsys.readouterr().err == f"{NAME}: Pulumi.nowhere.yaml is missing\n"


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project")
    with (folder / "Pulumi.dev.yaml").open("a") as settings:
        settings.write("  throttleRate: ten\n")
    with pytest.raises(LocalRunError) as refused:
        plan("dev", folder)
    assert str(refused.value) == (
        f'Pulumi.dev.yaml: {NAME}:throttleRate must be a whole number from 1 to 10000, got "ten"'
    )
