"""A deployed stack that nobody changed: there is nothing to do, whoever looks from wherever."""

from pathlib import Path

from tests.engine.plugin.structs import comparable
from tests.engine.stack import Stack


def test_a_deployed_stack_has_nothing_to_do(stack: Stack) -> None:
    assert stack.planned() == {}


def test_a_refresh_finds_nothing_changed(stack: Stack) -> None:
    before = inputs(stack)
    stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")
    assert inputs(stack) == before
    assert stack.planned() == {}


def test_another_user_in_another_checkout_has_nothing_to_do(stack: Stack, tmp_path: Path) -> None:
    other = stack.elsewhere(tmp_path / "home of another", user="another")
    assert other.project != stack.project
    assert other.planned() == {}


def test_nothing_of_the_machine_is_in_the_inputs(stack: Stack) -> None:
    assert str(stack.project.parent) not in str(inputs(stack))


def inputs(stack: Stack) -> dict[str, object]:
    """Return the inputs of every resource; an asset is its hash, as where its file lies counts for nothing."""
    return {it["urn"]: comparable(it.get("inputs")) for it in stack.exported()["resources"]}
