"""What tests of every folder share."""

from collections.abc import Callable, Iterator

import pytest

from tests import running

pytest.register_assert_rewrite("tests.system.contract")
_report = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Move the tests that look at what all others left behind to the end."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_report, []):
        terminalreporter.write_line(line)


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Write a line, such as a figure that a test measured, under the results."""
    return pytestconfig.stash.setdefault(_report, []).append


@pytest.fixture(name="free_port")
def _free_port() -> int:
    """A port that nothing listens on right now."""
    return running.free_port()


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[running.RunningShop]:
    """The whole program on the emulator, started once for all tests; it must stop cleanly on SIGTERM."""
    run = running.LocalRun(tmp_path_factory.mktemp("shop"))
    run.start()
    try:
        yield running.RunningShop(run, run.wait_until_ready())
    finally:
        still_running = run.process.poll() is None
        code = run.stop() if still_running else run.process.returncode
    assert still_running, f"the local run ended by itself:\n{run.tail()}"
    assert code == 0, f"exit code {code}:\n{run.tail()}"
    assert not run.outputs_path.exists()
