"""How long the local run takes: `make load`. Nothing is asserted; times depend on the machine, so compare the ratios.

Starts a shop of its own and, beside it, a chain of five empty functions. Orders go through the API as the page sends
them, turn about with runs of the chain; then many orders come at once. Prints the table of docs/scale.md.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.load import chain
from tests.running import ROOT, LocalRun, RunningShop
from tests.system import ordering
from tests.system.ordering import order, outcome

TURNS = 30
CROWD = 200
AT_ONCE = (8, 32)
POLL_SECONDS = 0.02
LOOKS = """
import { looks } from "./tests/load/polling.mjs";
import { delays } from "./site/js/poll.js";
const counts = JSON.parse(process.argv[1]).map((seconds) => looks(seconds * 1000, delays()));
console.log(counts.reduce((a, b) => a + b) / counts.length);
"""


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that this share of all don't exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def looks_per_order(times: Sequence[float]) -> float | None:
    """Return how often the page would have looked at orders that took so long; None without Node.js."""
    node = shutil.which("node")
    if not node:
        return None
    command = [node, "--input-type=module", "-e", LOOKS, json.dumps(list(times))]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return float(told.stdout)


def one_order(shop: RunningShop) -> None:
    """Order, and wait for the outcome."""
    assert outcome(shop, order(shop))["status"] == "CONFIRMED"


def turn_about(shop: RunningShop) -> Iterator[tuple[str, float | None]]:
    """Yield the figures of orders and runs of the chain that take turns."""
    empty = chain.deployed(shop)
    first_order, first_run = seconds(lambda: one_order(shop)), seconds(empty.run)
    orders, runs = [], []
    for _ in range(TURNS):
        orders.append(seconds(lambda: one_order(shop)))
        runs.append(seconds(empty.run))
    order_takes, run_takes = statistics.median(orders), statistics.median(runs)
    yield "first order, s", first_order
    yield "first run of five empty functions, s", first_run
    yield "first order / first run", first_order / first_run
    yield "warm order, median, s", order_takes
    yield "warm run of five empty functions, median, s", run_takes
    yield "warm order / warm run", order_takes / run_takes
    yield "looks by the page at a warm order", looks_per_order(orders)


def crowd(shop: RunningShop, at_once: int) -> Iterator[tuple[str, float | None]]:
    """Yield the figures of many orders, so many of them at once."""

    def timed(_: int) -> float | None:
        try:
            return seconds(lambda: one_order(shop))
        except (AssertionError, OSError):
            return None

    started = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        times = [took for took in pool.map(timed, range(CROWD)) if took is not None]
    took = time.monotonic() - started
    usual, late = statistics.median(times), percentile(times, 0.99)
    yield f"{CROWD} orders, {at_once} at once: lost", CROWD - len(times)
    yield f"{CROWD} orders, {at_once} at once: a second", len(times) / took
    yield f"{CROWD} orders, {at_once} at once: p50, s", usual
    yield f"{CROWD} orders, {at_once} at once: p99, s", late
    yield f"{CROWD} orders, {at_once} at once: p99 / p50", late / usual


def measure(directory: Path) -> Iterator[tuple[str, float | None]]:
    """Yield what each figure is, and the figure."""
    run = LocalRun(directory)
    started = time.monotonic()
    run.start()
    try:
        shop = RunningShop(run, run.wait_until_ready())
        yield "start until everything answers, s", time.monotonic() - started
        yield from turn_about(shop)
        for at_once in AT_ONCE:
            yield from crowd(shop, at_once)
    finally:
        stopped_in = seconds(run.stop)
    yield "stop, s", stopped_in


def main() -> int:
    """Measure once and print a table."""
    ordering.POLL_SECONDS = POLL_SECONDS
    busy = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} processors ({platform.machine()}), load before {busy:.1f}, {time.strftime('%Y-%m-%d')}\n"
    )
    print("| | |\n|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        for what, figure in measure(Path(directory)):
            print(f"| {what} | {'no Node.js' if figure is None else f'{figure:.2f}'} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
