"""What tests of every folder share."""

import dataclasses
import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import running

pytest.register_assert_rewrite("tests.system.contract")
HERE = Path(__file__).parent
SLOW_FOLDERS = {"browser", "engine", "system"}
BROWSER_SHOPS = (0, 1)  # among which the modules of browser tests are dealt out, each in a process of its own
TOLD = "told"


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell slow tests by their folder, keep together what shares a shop or a module's deployment, move those marked
    `last` to the end."""
    visits = sorted({item.path for item in items if _folder(item) == "browser"})
    for item in items:
        folder = _folder(item)
        if folder not in SLOW_FOLDERS:
            continue
        item.add_marker("slow")
        group = item.path.stem
        if folder == "engine" or "shop" in getattr(item, "fixturenames", ()):
            group = folder
        if group == "browser" and isinstance(item, pytest.Function):
            params = item.callspec.params if hasattr(item, "callspec") else {}
            group += str(params.get("browser_shop", visits.index(item.path) % len(BROWSER_SHOPS)))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(HERE).parts[0]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fail where processes get no groups: what looks at what others left behind would look at a part."""
    grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if session.config.getoption("loadgroup", False) and not all("@" in item.nodeid for item in grouped):
        raise pytest.UsageError("pytest-xdist doesn't keep groups together with this version of pytest")


LONGEST_ID = 60  # characters of a value in a test's id


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Return a value as a person reads it in a test's id, where pytest would only number it, or write all of it."""
    match val:
        case bool() | int() | float() | None:
            return f"{argname}={val}"
        case str():
            text = val if val.strip() and val.isprintable() else ascii(val)
        case bytes():
            text = ascii(val)
        case dict() | list() | tuple():
            text = json.dumps(val, skipkeys=True, default=_kind)  # pyright: ignore[reportUnknownArgumentType]
        case set() | frozenset():
            text = ", ".join(sorted(map(str, val))) or f"no {argname}"  # pyright: ignore[reportUnknownArgumentType]
        case _ if dataclasses.is_dataclass(val) and not isinstance(val, type):
            text = str(val)
        case _:
            return None
    return text if len(text) <= LONGEST_ID else f"{text[:LONGEST_ID]}…{len(text)}"


def _kind(value: object) -> str:
    return type(value).__name__


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", []):
        for name, line in report.user_properties:
            if name == TOLD and report.when == "call":
                terminalreporter.write_line(line)


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Write a line, such as a figure that a test measured, under the results."""
    return functools.partial(record_property, TOLD)


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
