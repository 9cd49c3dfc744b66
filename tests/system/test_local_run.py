"""The command `python -m local` itself: what it tells, what it leaves, how it ends."""

import contextlib
import http.client
import json
import os
import shlex
import signal
import socket
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.project import NAME
from tests.running import (
    LOOPBACK_ADDRESSES,
    LocalRun,
    RunningShop,
    descendants,
    listening,
    still_there,
)
from tests.system.ordering import order, outcome, until

ORDER_TIMEOUT_SECONDS = 60


@pytest.fixture
def run(tmp_path: Path) -> Iterator[LocalRun]:
    """A local run that hasn't started."""
    with ending(LocalRun(tmp_path)) as run:
        yield run


@contextlib.contextmanager
def ending(run: LocalRun) -> Iterator[LocalRun]:
    """Give a local run that is started meanwhile; whatever a failed test leaves running is ended."""
    try:
        yield run
    finally:
        for pid in descendants(os.getpid()) & {run.process.pid}:
            os.kill(pid, signal.SIGTERM)
            run.process.wait()


def printed_commands(run: LocalRun) -> list[list[str]]:
    """Return the two curl lines that the run prints once it's ready, as a shell would split them."""

    def look() -> list[list[str]] | None:
        lines = run.terminal_log.read_text().splitlines()
        found = [shlex.split(line) for line in lines if line.strip().startswith("curl ")]
        return found if len(found) == 2 else None

    return until(look)


def curl(command: list[str]) -> dict[str, Any]:
    answer = subprocess.run(command, capture_output=True, check=True, timeout=30)
    return json.loads(answer.stdout)


def order_as_printed(run: LocalRun) -> dict[str, Any]:
    """Paste the first line, then the second one until the order has ended; return what it tells."""
    start, look = printed_commands(run)
    execution = curl(start)["executionArn"]
    pause = threading.Event()
    for _ in range(ORDER_TIMEOUT_SECONDS * 10):
        description = curl(look)
        assert description["executionArn"] == execution
        if description["status"] != "RUNNING":
            return description
        pause.wait(0.1)
    raise AssertionError(f"the order did not end within {ORDER_TIMEOUT_SECONDS} s")


def test_everything_listens_on_loopback_only(shop: RunningShop) -> None:
    outcome(shop, order(shop))
    pids = {shop.run.process.pid} | descendants(shop.run.process.pid)
    found = listening(pids)
    assert {port for _, port in found} == {shop.run.page_port, shop.run.emulator_port}, (
        "functions have no port"
    )
    assert {address for address, _ in found} <= LOOPBACK_ADDRESSES


def test_the_outputs_are_those_of_the_stack(shop: RunningShop) -> None:
    assert set(shop.outputs) == {
        "stageUrl",
        "websiteUrl",
        "sdkBundle",
        "stateMachineArn",
        "ordersTable",
        "readme",
        "paymentKeyArn",
    }
    assert shop.website_url == f"http://localhost:{shop.run.page_port}"


def dashboard(run: LocalRun, site: str | None, key: str = "", path: str = "/_localemu/dashboard") -> int:
    """Ask for the dashboard as a browser does: coming from a site, with a key as `user:password`."""
    headers = {"Sec-Fetch-Site": site, "Authorization": f"Basic {b64encode(key.encode()).decode()}"}
    connection = http.client.HTTPConnection("127.0.0.1", run.emulator_port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={name: value for name, value in headers.items() if value})
        return connection.getresponse().status


@pytest.fixture(scope="module", name="dashed")
def _dashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """A shop with LocalEmu's dashboard."""
    with ending(LocalRun(tmp_path_factory.mktemp("dashed"))) as run, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOPIZZA_DASHBOARD", "1")
        run.start()
        yield RunningShop(run, run.wait_until_ready())


def test_the_dashboard_opens_by_the_printed_keys_for_its_user_alone(dashed: RunningShop) -> None:
    run, who = dashed.run, dashed.credentials
    key, overview = f"{who.access_key}:{who.secret_key}", "/_localemu/api/overview"
    assert f"http://127.0.0.1:{run.emulator_port}/_localemu/dashboard" in run.terminal_log.read_text()
    assert (dashboard(run, "none", key), dashboard(run, "same-origin", key, overview)) == (200, 200)
    for site in ("none", "same-origin"):
        assert (dashboard(run, site), dashboard(run, site, f"{who.access_key}:")) == (401, 401)
    for site in ("cross-site", "same-site", None):
        assert (dashboard(run, site, key), dashboard(run, site, key, overview)) == (403, 403)
    assert dashboard(run, "none", key, overview) == 403, "a link that somebody sends calls nothing"


def test_an_emulator_that_is_killed_ends_the_run_in_one_line(dashed: RunningShop) -> None:
    run = dashed.run
    started = descendants(run.process.pid)
    children = Path(f"/proc/{run.process.pid}/task/{run.process.pid}/children").read_text().split()
    for pid in children:
        os.kill(int(pid), signal.SIGKILL)

    code = run.process.wait(30)

    last_line = run.terminal_log.read_text().splitlines()[-1]
    assert code == 1
    assert last_line.startswith(f"{NAME}: the emulator ended by signal SIGKILL: see ")
    assert still_there(started) == set()
    assert not run.outputs_path.exists()


@pytest.mark.parametrize("variable", ["GOPIZZA_PORT", "GOPIZZA_EMULATOR_PORT"])
def test_a_port_in_use_is_one_line_and_outputs_of_a_former_run_are_gone(run: LocalRun, variable: str) -> None:
    port = run.page_port if variable == "GOPIZZA_PORT" else run.emulator_port
    run.outputs_path.write_text("{}")
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        run.start()
        code = run.process.wait(30)

    assert code == 1
    assert run.terminal_log.read_text() == (
        f"{NAME}: port {port} is not available (Address already in use): "
        f"stop what uses it, or set {variable} to another port\n"
    )
    assert not run.outputs_path.exists()


def test_a_wrong_port_is_one_line(run: LocalRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run.page_port = 0
    run.start()
    assert run.process.wait(30) == 1
    assert run.terminal_log.read_text() == "gopizza: GOPIZZA_PORT must be a port from 1 to 65535, not '0'\n"
