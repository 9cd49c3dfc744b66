"""How long the local run takes: `make load`. Nothing is asserted; times depend on the machine, so compare the ratios.

Starts a shop of its own and, beside it, a chain of five empty functions. Orders go through the API as the page sends
them, turn about with runs of the chain; then many orders come at once. Prints the table of docs/scale.md, and writes it
there.
"""

import functools
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
from typing import Any

from tests.load import chain
from tests.running import ROOT, LocalRun, RunningShop
from tests.system import ordering
from tests.system.ordering import ended, order, outcome, start

TURNS = 30
CROWD = 200
AT_ONCE = (8, 32)
POLL_SECONDS = 0.02
# Nobody looks before an execution can have ended: who does takes part of the emulator's time.
UNWATCHED_SECONDS = 0.3
PAGE = ROOT / "docs" / "scale.md"
MARKS = ("<!-- `make load` writes what follows. -->\n", "\n<!-- This is by hand again. -->")
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


def looks_per_order(times: Sequence[float]) -> str:
    """Return how often the page would have looked at orders that took so long."""
    node = shutil.which("node")
    if not node:
        return "no Node.js"
    command = [node, "--input-type=module", "-e", LOOKS, json.dumps(list(times))]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return f"{float(told.stdout):.1f}"


def one_order(shop: RunningShop) -> float:
    """Return how long an order takes from its POST to its outcome; the card is sealed before."""
    wanted = order(shop)
    started = time.monotonic()
    assert outcome(shop, wanted)["status"] == "CONFIRMED"
    return time.monotonic() - started


def by_record(client: Any, begin: Callable[[], str]) -> float:
    """Return how long it takes from a request to the end of its execution, as Step Functions records that.

    client: of Step Functions. begin: makes the request, and returns the execution's ARN.
    """
    started = time.time()
    execution = begin()
    time.sleep(UNWATCHED_SECONDS)
    described = ended(lambda: client.describe_execution(executionArn=execution))
    assert described["status"] == "SUCCEEDED", described
    return described["stopDate"].timestamp() - started


def turn_about(shop: RunningShop) -> Iterator[tuple[str, str]]:
    """Yield the figures of orders and runs of the chain that take turns."""
    first_order = one_order(shop)
    empty = chain.deployed(shop)
    first_run = seconds(empty.run)
    yield "first order; first run of the five empty functions", f"{first_order:.2f} s; {first_run:.2f} s"
    seen = [(one_order(shop), seconds(empty.run)) for _ in range(TURNS)]
    recorded = []
    for _ in range(TURNS):
        wanted = order(shop)
        ordered = by_record(empty.client, functools.partial(start, shop, wanted))
        recorded.append((ordered, by_record(empty.client, empty.start)))
    for how, taken in (
        ("until their recorded end", recorded),
        (f"seen by a poll every {POLL_SECONDS * 1000:.0f} ms", seen),
    ):
        orders, runs = zip(*taken, strict=True)
        for what, of in (("medians", statistics.median), ("least", min)):
            yield (
                f"warm order; warm run, {how}, {what} of {TURNS}",
                f"{of(orders):.3f} s; {of(runs):.3f} s: {of(orders) / of(runs):.2f} times",
            )
    yield "polls by the page for a warm order", looks_per_order([ordered for ordered, _ in recorded])


def crowd(shop: RunningShop, at_once: int) -> tuple[str, str]:
    """Return the figures of many orders, so many of them at once."""

    def timed(_: int) -> float | None:
        try:
            return one_order(shop)
        except (AssertionError, OSError):
            return None

    started = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        times = [took for took in pool.map(timed, range(CROWD)) if took is not None]
    a_second = len(times) / (time.monotonic() - started)
    usual, late = statistics.median(times), percentile(times, 0.99)
    return (
        f"{CROWD} orders, {at_once} at once",
        f"{CROWD - len(times) or 'none'} lost, {a_second:.1f} a second, "
        f"p50 {usual:.2f} s, p99 {late:.2f} s: {late / usual:.1f} times p50",
    )


def measure(directory: Path) -> Iterator[tuple[str, str]]:
    """Yield what each figure is, and the figure."""
    run = LocalRun(directory)
    started = time.monotonic()
    run.start()
    try:
        shop = RunningShop(run, run.wait_until_ready())
        ready_in = time.monotonic() - started
        yield from turn_about(shop)
        for at_once in AT_ONCE:
            yield crowd(shop, at_once)
    finally:
        stopped_in = seconds(run.stop)
    yield "start until everything answers; stop", f"{ready_in:.1f} s; {stopped_in:.1f} s"


def main() -> int:
    """Measure once, print what docs/scale.md says of it, and write it there."""
    ordering.POLL_SECONDS = POLL_SECONDS
    lines = [
        f"Measured on {time.strftime('%Y-%m-%d')} on {os.cpu_count()} processors ({platform.machine()}), "
        f"at a load of {os.getloadavg()[0]:.1f} before it began:\n",
        "| | |\n|---|---|",
    ]
    print(*lines, sep="\n")
    with tempfile.TemporaryDirectory() as directory:
        for what, figure in measure(Path(directory)):
            lines.append(f"| {what} | {figure} |")
            print(lines[-1], flush=True)
    text, start, end = PAGE.read_text(), *MARKS
    before, after = text.partition(start)[0], text.partition(start)[2].partition(end)[2]
    PAGE.write_text("\n".join([before + start, *lines, end + after]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
