"""What tests of every folder share."""

import dataclasses
import functools
import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import botocore.session
import pytest

from local import machine
from tests import running

machine.past_proxies()
pytest.register_assert_rewrite("tests.system.contract")
HERE = Path(__file__).parent
WITH_SHOPS = {"browser", "system"}
SLOW_FOLDERS = {*WITH_SHOPS, "engine"}
SHOPS = (0, 1)  # among which each folder's tests of a shop are dealt out, by modules, a process for each
TOLD = "told"

# botocore makes a loader for each session, which reads the descriptions of AWS's services anew.
botocore.session.create_loader = functools.cache(botocore.session.create_loader)  # pyright: ignore


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell slow tests by their folder, keep together what shares a shop or a module, begin with what takes longest,
    move those marked `last` to the end."""
    folders = {item: item.path.relative_to(HERE).parts[0] for item in items}
    in_shops = {it for it in items if folders[it] in WITH_SHOPS and "shop" in getattr(it, "fixturenames", ())}
    visits = {each: sorted({it.path for it in in_shops if folders[it] == each}) for each in WITH_SHOPS}
    for item, folder in folders.items():
        group = folder if folder == "engine" else item.path.stem
        if item in in_shops:
            group = f"{folder}{_dealt(item, visits[folder])}"
        if folder in SLOW_FOLDERS:
            item.add_marker("slow")
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(
        key=lambda it: (
            it.get_closest_marker("last") is not None,
            it not in in_shops,
            folders[it] not in SLOW_FOLDERS,
        )
    )


def _dealt(item: pytest.Item, modules: list[Path]) -> int:
    """Return the shop of a test: the one that it asks for by `dealt`, or else its module's."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    return params.get("dealt", modules.index(item.path) * len(SHOPS) // len(modules))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Tell a test's id without its group, so that it can be run by it."""
    name, at, group = report.nodeid.rpartition("@")
    if at and "]" not in group and hasattr(report, "node"):  # which xdist tells to its first process
        report.nodeid = name


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fail where processes get no groups: what looks at what others left behind would look at a part."""
    gc.freeze()  # thousands of tests stay until the end: the collector need not go through them again and again
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
