"""`make orders`: the last orders of the running shop, with the time and input size of each state."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from local.errors import exit_code
from local.options import read_directory
from local.running_shop import RunningShop

LAST = 10
ENTERED, EXITED = "stateEnteredEventDetails", "stateExitedEventDetails"


def main(arguments: Sequence[str]) -> int:
    """Print them, the newest last; return the exit code."""
    shop = RunningShop(read_directory(arguments))
    return exit_code(lambda: print(*told(shop), sep="\n"))


def told(shop: RunningShop) -> Iterator[str]:
    """Yield a line for each order and one for each of its states."""
    machine = shop.outputs["stateMachineArn"]
    step_functions = shop.session.client("stepfunctions")
    found = step_functions.list_executions(stateMachineArn=machine, maxResults=LAST)["executions"]
    if not found:
        yield "no order yet"
    for execution in sorted(found, key=lambda it: it["startDate"]):
        events = step_functions.get_paginator("get_execution_history").paginate(
            executionArn=execution["executionArn"], includeExecutionData=True
        )
        history = [event for page in events for event in page["events"]]
        yield f"{execution['startDate']:%H:%M:%S}  {execution['name']}  {_status(execution, history)}"
        yield from _states(history)


def _status(execution: dict[str, Any], history: list[dict[str, Any]]) -> str:
    """Return the order's status, or the execution's if it has none, and the time that it took."""
    output = history[-1].get("executionSucceededEventDetails", {}).get("output", "{}")
    status = json.loads(output).get("status", execution["status"])
    return f"{status}  {_milliseconds(history[0]['timestamp'], history[-1]['timestamp'])}"


def _states(history: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for each state, in the order in which they were left; at the end those that weren't."""
    entered: dict[str, tuple[datetime, int]] = {}
    for event in history:
        if about := event.get(ENTERED):
            entered[about["name"]] = event["timestamp"], len(about.get("input", "").encode())
        elif about := event.get(EXITED):
            since, size = entered.pop(about["name"])
            yield f"  {about['name']:<16}{_milliseconds(since, event['timestamp']):>9}  input {size} bytes"
    for name, (_, size) in entered.items():
        yield f"  {name:<16}   not left  input {size} bytes"


def _milliseconds(since: datetime, until: datetime) -> str:
    return f"{(until - since).total_seconds() * 1000:.0f} ms"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
