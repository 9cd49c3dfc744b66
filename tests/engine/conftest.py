"""One emulator and two stacks on it. Each test leaves its stack settled, so that the next can go on with it."""

import shutil
import signal
from collections.abc import Iterator

import pytest

from local.provider import Aws
from tests.engine import stack as stacks
from tests.engine.interrupting import Interruptions, fail, kill, left_over
from tests.engine.stack import Stack
from tests.running import account, free_port

# The engine is stopped when so many resources are in the state, or such shares of all: first while tables, roles and
# logs are being made, then the functions, the API's parts, the page's files, in the end the deployment and its stage.
CANCELLED_AT = 15
KILLED_AT = (0.4, 0.55, 0.75, 0.9)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aws]:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    with account(tmp_path_factory.mktemp("emulator")) as aws:
        yield aws


@pytest.fixture(scope="session")
def stack(emulator: Aws, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The whole program as the stack `local`, deployed; its page is for a port of its own."""
    stack = stacks.make("local", tmp_path_factory.mktemp("first"), emulator)
    stack.pulumi("config", "set", "websiteUrl", f"http://localhost:{free_port()}")
    assert set(stack.planned().values()) == {"create"}, "a first preview knows nothing that AWS answers"
    stack.up()
    return stack


@pytest.fixture(scope="session")
def interruptions(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Interruptions:
    """A second environment beside the first, whose first deployment was cancelled, killed and refused on its way."""
    home = tmp_path_factory.mktemp("second")
    second = stacks.make("local2", home, stack.aws)
    second.pulumi("config", "set", "apiLogging", "false")  # the first environment's log role serves both
    cancelled = second.stopped(signal.SIGINT, CANCELLED_AT)
    left = left_over(second)
    whole = len(stack.resources())
    killed = [kill(second, home / f"at {share}.json", int(share * whole)) for share in KILLED_AT]
    refused = fail(second)
    completed = second.up()
    return Interruptions(
        stack=second,
        cancelled=cancelled,
        left_by_cancelling=left,
        killed=killed,
        refused=refused,
        completed=completed,
        left=left_over(second),
        names=frozenset(second.resources()),
        drift=second.planned("--refresh"),
    )


@pytest.fixture(scope="session")
def second(interruptions: Interruptions) -> Stack:
    """The second environment, deployed."""
    return interruptions.stack
