"""Requests that the shop must refuse, thousands of them: `make fuzz`, or `python -m tests.load.bad_requests --help`.

Starts a shop of its own. Each request must be answered by the error of the contract that it has earned, with the
headers that let the page read it, and none may start an execution, of any machine. A good order at the end shows that
one which starts is noticed. A number and the seed make the same request again: `bad_kinds.bad_request(seed, number)`.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random

from tests.load.bad_bodies import good
from tests.load.bad_kinds import bad_requests
from tests.load.malformed import HEADS, malformed, status_of
from tests.load.sending import AT_ONCE, Tried, send_all
from tests.running import LocalRun, RunningShop
from tests.system.asking import Api

REQUESTS = 10_000
MALFORMED_EVERY = 100  # requests, for one of what is no HTTP
SHOWN = 20


@dataclass(frozen=True)
class Report:
    """tried: the requests; malformed: the status of each that is no HTTP, by its kind, 0 for none; started: executions
    that they started; noticed: those that the good order at the end did."""

    tried: list[Tried]
    malformed: list[tuple[str, int]]
    started: int
    noticed: int
    seconds: float

    @property
    def faults(self) -> list[str]:
        """Return what is wrong, one line for each request; nothing if all is well."""
        found = [f"{it.number} ({it.kind}): {'; '.join(it.faults)}" for it in self.tried if it.faults]
        found += [
            f"{kind}: status {status}" for kind, status in self.malformed if status and status // 100 != 4
        ]
        if self.started:
            found.append(f"{self.started} executions were started by requests that are to be refused")
        if self.noticed != 1:
            found.append(f"a good order started {self.noticed} executions")
        return found


def try_all(shop: RunningShop, seed: int, requests: int) -> Report:
    """Send the requests of a seed to a shop that nobody else uses meanwhile."""
    before, began = executions(shop), time.monotonic()
    tried = send_all(shop.stage_url, shop.website_url, bad_requests(seed, requests))
    rng = Random(seed)
    kinds = islice(cycle(HEADS), requests // MALFORMED_EVERY)
    statuses = [(kind, status_of(shop.stage_url, malformed(kind, shop.stage_url, rng))) for kind in kinds]
    seconds, after = time.monotonic() - began, executions(shop)
    Api(shop.stage_url, shop.website_url).start(good(rng))
    return Report(tried, statuses, after - before, executions(shop) - after, seconds)


def executions(shop: RunningShop) -> int:
    """Return how many executions all state machines have had."""
    states = shop.client("stepfunctions")
    machines = [
        machine["stateMachineArn"]
        for page in states.get_paginator("list_state_machines").paginate()
        for machine in page["stateMachines"]
    ]
    return sum(
        len(page["executions"])
        for machine in machines
        for page in states.get_paginator("list_executions").paginate(stateMachineArn=machine)
    )


def summary(report: Report) -> str:
    """Return the figures as a table."""
    times = [it.seconds * 1000 for it in report.tried]
    cuts = statistics.quantiles(times, n=100)
    statuses = Counter(it.status for it in report.tried)
    figures = {
        f"requests, {AT_ONCE} at once": len(report.tried),
        **{f"  answered {status}": count for status, count in sorted(statuses.items())},
        "  answered 5xx": sum(count for status, count in statuses.items() if status >= 500),
        "malformed, refused": sum(1 for _, status in report.malformed if status),
        "malformed, connection closed": sum(1 for _, status in report.malformed if not status),
        "executions started": report.started,
        "faults": len(report.faults),
        "seconds": report.seconds,
        "requests per second": len(times) / report.seconds,
        "p50 (ms)": cuts[49],
        "p99 (ms)": cuts[98],
    }
    return "\n".join(f"{what:35}{figure:10.0f}" for what, figure in figures.items())


def main() -> int:
    """Try them and print the figures; 1 if something is wrong."""
    parser = argparse.ArgumentParser(description="Send the shop requests that it must refuse.")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as directory:
        run = LocalRun(Path(directory))
        run.start()
        try:
            report = try_all(RunningShop(run, run.wait_until_ready()), asked.seed, asked.requests)
        finally:
            run.stop()
    print(summary(report))
    for fault in report.faults[:SHOWN]:
        print(fault)
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
