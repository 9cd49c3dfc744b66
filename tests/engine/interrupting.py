"""A deployment that doesn't come to its end: what stops it, and what is found then."""

import signal
from dataclasses import dataclass
from pathlib import Path

from tests.engine.repair import orphans, repair
from tests.engine.stack import Ended, Stack


@dataclass(frozen=True)
class Killed:
    """An update that was killed and repaired.

    refusal: what the engine says of an update right after. orphans: how many resources the state had not known.
    left: those it doesn't know after the repair.
    """

    refusal: str
    pending: int
    orphans: int
    left: list[str]


@dataclass(frozen=True)
class Interruptions:
    """The first deployment of a stack.

    left_by_cancelling: what was neither done nor undone then. completed: what the last update did. left: what was
    neither done nor undone after it. names: of all resources, as `Kind name`. drift: what a refresh finds then.
    """

    stack: Stack
    cancelled: Ended
    left_by_cancelling: list[str]
    killed: list[Killed]
    refused: Ended
    completed: dict[str, str]
    left: list[str]
    names: frozenset[str]
    drift: dict[str, str]


def kill(stack: Stack, file: Path, resources: int) -> Killed:
    """Kill an update once there are so many resources, then repair the stack; file: for its state meanwhile."""
    assert stack.stopped(signal.SIGKILL, resources).code == -signal.SIGKILL
    refusal = stack.run("up", "--yes", "--skip-preview")
    assert refusal.code != 0
    stack.pulumi("cancel", "--yes")
    pending, unknown = stack.pending(), orphans(stack)
    repair(stack, file)
    return Killed(refusal.diagnostics, len(pending), len(unknown), left_over(stack))


def left_over(stack: Stack) -> list[str]:
    """Return what is neither done nor undone: pending operations, and what exists without being in the state."""
    return [*stack.pending(), *(it.id for it in orphans(stack))]


def fail(stack: Stack) -> Ended:
    """Update the stack with a function that Lambda refuses."""
    broken = 'runtime="python4.0" if args.module == "notify_with_polly" else "python3.13"'
    with stack.edited("components/orders/state_function.py", 'runtime="python3.13"', broken):
        return stack.run("up", "--yes", "--skip-preview", "--json")
