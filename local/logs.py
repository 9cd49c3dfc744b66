"""`make logs`: the functions' logs, refused requests and calls of the API, in one stream until Ctrl-C."""

import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TextIO

from local.errors import exit_code
from local.options import read_directory
from local.running_shop import RunningShop

PAUSE_SECONDS = 0.5
OF_INTEREST = re.compile(r"IAM DENY: .*|refused: .*|\S+ /_aws/execute-api/\S+ => \d+")
OVERLAP_MILLISECONDS = 5_000  # an event may be stored after a later one


def main(arguments: Sequence[str]) -> int:
    """Follow the running shop until it or this command is stopped; return the exit code."""
    shop = RunningShop(read_directory(arguments))
    return exit_code(lambda: follow(shop))


def follow(shop: RunningShop) -> None:
    """Print new lines until the shop stops."""
    functions = FunctionLogs(shop.session.client("logs"))
    with (shop.directory / "emulator.log").open() as emulator:
        print(f"following {shop.outputs['websiteUrl']}   (Ctrl-C stops)", flush=True)
        emulator.seek(0, 2)
        while shop.runs:
            for line in (*functions.new(), *calls(emulator)):
                print(line, flush=True)
            time.sleep(PAUSE_SECONDS)
    print("the shop has stopped")


@dataclass
class FunctionLogs:
    """New events of all log groups. client: of CloudWatch Logs."""

    client: Any
    _since: int = field(default_factory=lambda: int(time.time() * 1000))
    _told: set[str] = field(default_factory=set)

    def new(self) -> list[str]:
        """Return the events since the last call, the oldest first."""
        groups = self.client.get_paginator("describe_log_groups").paginate()
        names = [group["logGroupName"] for page in groups for group in page["logGroups"]]
        events = sorted(
            ((event["timestamp"], name, event) for name in names for event in self._events(name)),
            key=lambda it: it[:2],
        )
        self._told |= {event["eventId"] for *_, event in events}
        return [_line(datetime.fromtimestamp(at / 1000), name, it["message"]) for at, name, it in events]

    def _events(self, name: str) -> Iterator[dict[str, Any]]:
        start = max(self._since, int(time.time() * 1000) - OVERLAP_MILLISECONDS)
        pages = self.client.get_paginator("filter_log_events").paginate(logGroupName=name, startTime=start)
        return (it for page in pages for it in page["events"] if it["eventId"] not in self._told)


def calls(emulator: TextIO) -> Iterator[str]:
    """Return the emulator's log lines about denials, refusals and the API since the last call."""
    while line := emulator.readline():
        if found := OF_INTEREST.search(line):
            yield _line(datetime.now(UTC).astimezone(), "emulator", found[0])


def _line(at: datetime, source: str, message: str) -> str:
    return f"{at:%H:%M:%S}  {source.rpartition('/')[2]:<28}  {' '.join(message.split())}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
