"""A deployment that is cancelled, killed or refused half-way goes on where it was, and forgets nothing it made."""

from tests.engine.interrupting import Interruptions
from tests.engine.stack import Stack


def test_a_cancelled_update_ends_with_everything_it_made_in_the_state(interruptions: Interruptions) -> None:
    assert interruptions.cancelled.code != 0
    assert interruptions.left_by_cancelling == []


def test_a_killed_update_locks_the_stack_until_somebody_cancels_it(interruptions: Interruptions) -> None:
    for killed in interruptions.killed:
        assert "the stack is currently locked by 1 lock(s)" in killed.refusal
        assert "pulumi cancel" in killed.refusal


def test_nothing_of_a_killed_update_is_orphaned_once_its_pending_creations_are_settled(
    interruptions: Interruptions,
) -> None:
    assert any(killed.pending for killed in interruptions.killed), "killed where it hurt"
    assert any(killed.orphans for killed in interruptions.killed), "killed where it hurt"
    for killed in interruptions.killed:
        assert killed.left == []


def test_what_aws_refuses_is_told_in_one_sentence_with_the_resource(interruptions: Interruptions) -> None:
    refused = interruptions.refused
    assert refused.code != 0
    errors = {urn: message for urn, message in refused.errors().items() if urn}
    assert [urn.rpartition("::")[2] for urn in errors] == ["orders-notify-with-polly"]
    (message,) = errors.values()
    assert " could not be " in message
    assert "Value python4.0 at 'runtime' failed to satisfy constraint" in message
    assert len(message.splitlines()) == 1


def test_the_next_update_completes(interruptions: Interruptions, stack: Stack) -> None:
    assert interruptions.completed
    assert interruptions.left == []
    assert interruptions.drift == {}
    shared = {name for name in stack.resources() if "api-logging" in name or name.startswith("Stack ")}
    assert stack.resources().keys() - shared <= interruptions.names
