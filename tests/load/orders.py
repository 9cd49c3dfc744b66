"""How long the local run takes: `make load`. Nothing is asserted; times depend on the machine, so compare the ratios.

Starts a shop of its own, orders one pizza after another and then several at once, and stops the shop.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.running import LocalRun, RunningShop
from tests.system.ordering import order, outcome

WARM_ORDERS = 20
AT_ONCE = 8
CROWD = 40


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def measure(shop: RunningShop, started_in: float) -> dict[str, float]:
    """Return every figure in seconds, or orders per second."""

    def one_order() -> None:
        assert outcome(shop, order(shop))["status"] == "CONFIRMED"

    first = seconds(one_order)
    warm = sorted(seconds(one_order) for _ in range(WARM_ORDERS))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        crowd = seconds(lambda: list(pool.map(lambda _: one_order(), range(CROWD))))
    typical = statistics.median(warm)
    return {
        "start until everything answers (s)": started_in,
        "first order (s)": first,
        "warm order, median (s)": typical,
        "warm order, slowest (s)": warm[-1],
        f"orders per second, {AT_ONCE} at once": CROWD / crowd,
        "first order / warm order": first / typical,
        f"throughput {AT_ONCE} at once / one by one": CROWD / crowd * typical,
    }


def main() -> int:
    """Measure once and print a table."""
    with tempfile.TemporaryDirectory() as directory:
        run = LocalRun(Path(directory))
        started_at = time.monotonic()
        run.start()
        try:
            shop = RunningShop(run, run.wait_until_ready())
            figures = measure(shop, time.monotonic() - started_at)
        finally:
            run.stop()
    for what, figure in figures.items():
        print(f"{what:45}{figure:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
