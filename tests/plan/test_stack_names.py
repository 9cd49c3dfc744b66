"""A stack's name: checked by program, bootstrap and plan alike, before anything is made."""

import shutil
from pathlib import Path

import pytest

from components import stack_name
from components.project import NAME
from local.configuration import ConfigurationError
from local.provider.conformance import AutoName
from plans.plan import plan
from plans.stacks import ROOT, STACKS
from tests.plan.program import registered
from tests.provider import TABLE
from tests.unit.bootstrap.test_program import registered as bootstrap

MOST = stack_name.most_letters(NAME)
TAKEN = ["dev", "a", "7", "anna-2", "x" * MOST]
REFUSED = [
    "",
    "Dev",
    "my_dev",
    "my.dev",
    "-dev",
    "dev-",
    "d\N{LATIN SMALL LETTER E WITH ACUTE}v",
    "dev\n",
    "x" * (MOST + 1),
]


def room(kind: str, naming: AutoName, name: str) -> int:
    """Return how many letters a stack's name has beside a physical name that Pulumi makes."""
    limit = min(naming.longest, TABLE[kind].properties[naming.property].longest or naming.longest)
    return limit - len(stack_name.PHYSICAL.format(project=NAME, stack="", name=name))


@pytest.mark.parametrize("stack", STACKS)
def test_the_longest_name_of_all_that_pulumi_makes_says_how_long_a_stacks_may_be(stack: str) -> None:
    rooms = {
        f"{it.typ} {it.name}": room(it.typ, naming, it.name)
        for it in registered(stack).registered
        if it.typ in TABLE and (naming := TABLE[it.typ].name) and naming.property not in it.inputs
    }
    shortest = min(rooms, key=lambda name: rooms[name])
    assert rooms[shortest] == MOST, f"components/stack_name.py thinks of another name than {shortest}"


def test_a_physical_name_is_what_the_project_makes_of_it() -> None:
    naming = "pattern: ${project}-${stack}-${name}-${hex(7)}"
    assert naming in (ROOT / "Pulumi.yaml").read_text()
    assert stack_name.PHYSICAL == "{project}-{stack}-{name}-1234567"


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_aws_takes_is_taken(name: str) -> None:
    assert stack_name.fault(name, NAME) is None


@pytest.mark.parametrize("name", REFUSED)
def test_another_is_refused_in_one_sentence_that_says_why(name: str) -> None:
    told = stack_name.fault(name, NAME)
    assert told
    assert f"1 to {MOST} lower case letters" in told
    assert "\n" not in told


@pytest.mark.parametrize("name", ["Dev", "my_dev", "x" * (MOST + 1)])
def test_program_plan_and_bootstrap_refuse_the_same(name: str, tmp_path: Path) -> None:
    for file in ("Pulumi.yaml", "__main__.py"):
        shutil.copy(ROOT / file, tmp_path)
    (tmp_path / f"Pulumi.{name}.yaml").write_text("config: {}\n")
    sentence = f"a stack's name must be 1 to {MOST} lower case letters"
    with pytest.raises(ConfigurationError, match=sentence):
        plan(name, tmp_path)
    with pytest.raises(Exception, match="lower case letters"):
        bootstrap(environments=[name])


def test_the_docs_name_the_length() -> None:
    assert f"together at most {stack_name.most_letters('')}:" in (ROOT / "docs" / "settings.md").read_text()


@pytest.mark.parametrize("project", ["Bella", "bella_napoli", "bella.napoli", "-bella", "x" * 21])
def test_a_project_whose_names_aws_would_refuse_is_told_where_its_name_stands(project: str) -> None:
    told = stack_name.fault("local", project)
    assert told
    assert f"1 to 20 lower case letters, digits and inner hyphens, got {project!r} in Pulumi.yaml" in told


def test_the_longest_project_leaves_room_for_a_local_stack() -> None:
    assert stack_name.fault("local", "x" * 20) is None
