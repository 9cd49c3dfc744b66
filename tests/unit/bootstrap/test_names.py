"""Whatever the environments' names: no pattern of one matches what another has."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bootstrap.place import PIPELINES, fault, prefix
from bootstrap.rights import statements
from components.project import NAME
from tests.properties import SMALL
from tests.unit.bootstrap.test_rights import PLACE, RIGHTS, resources

WORDS = some.sampled_from(["dev", "prod", "pipeline", "state", "a", "2", "-", "--", "_", "D"])
NAMES = some.one_of(
    some.lists(WORDS, min_size=1, max_size=4).map("".join),
    some.text("abz019-", min_size=1, max_size=20),
)


def patterns(stack: str) -> set[str]:
    place = PLACE | {"stack": stack, "prefix": prefix(stack)}
    named = {it for what in RIGHTS for one in statements(what, place) for it in resources(one)}
    return {it for it in named if prefix(stack) in it}


@SMALL
@given(some.lists(NAMES, min_size=2, max_size=3, unique=True))
def test_no_prefix_is_one_of_anything_that_is_not_its_own(stacks: list[str]) -> None:
    if fault(stacks):
        return
    for stack in stacks:
        others = [prefix(other) for other in stacks if other != stack] + [*PIPELINES]
        assert not [other for other in others if other.startswith(prefix(stack))]
        assert not [other for other in others if prefix(stack).startswith(other)]


@SMALL
@given(NAMES, NAMES, some.text("abz019-", max_size=8))
def test_no_pattern_of_one_environment_matches_a_thing_of_another(one: str, other: str, rest: str) -> None:
    if fault([one, other]):
        return
    for pattern in patterns(one):
        theirs = pattern.replace(prefix(one), f"{prefix(other)}{rest}").replace("*", rest)
        assert not fnmatchcase(theirs, pattern), (pattern, theirs)


@pytest.mark.parametrize(
    "stacks", [["dev", "prod"], ["dev", "my-dev"], ["statement", "pipelines"], ["a", "b"]]
)
def test_names_that_have_nothing_in_common_are_taken(stacks: list[str]) -> None:
    assert fault(stacks) is None


def test_the_prefix_is_what_autonaming_writes() -> None:
    assert prefix("dev") == f"{NAME}-dev-"
