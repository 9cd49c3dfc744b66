"""Every place in which a running shop, or the emulator behind it, keeps anything."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.running import RunningShop

type Place = tuple[str, bytes]  # its name, its content


def table_items(shop: RunningShop) -> Iterator[Place]:
    client = shop.client("dynamodb")
    for table in client.get_paginator("list_tables").paginate().search("TableNames[]"):
        for page in client.get_paginator("scan").paginate(TableName=table):
            yield from ((table, _text(item)) for item in page["Items"])


def executions(shop: RunningShop) -> Iterator[Place]:
    """Each with its whole history."""
    client = shop.client("stepfunctions")
    machines = client.get_paginator("list_state_machines").paginate().search("stateMachines[]")
    history = client.get_paginator("get_execution_history")
    for machine in machines:
        listed = client.get_paginator("list_executions").paginate(stateMachineArn=machine["stateMachineArn"])
        for execution in listed.search("executions[].executionArn"):
            events = [page["events"] for page in history.paginate(executionArn=execution)]
            yield execution, _text([machine, client.describe_execution(executionArn=execution), events])


def log_events(shop: RunningShop) -> Iterator[Place]:
    client = shop.client("logs")
    for group in client.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName"):
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=group):
            yield from ((group, _text(event)) for event in page["events"])


def objects(shop: RunningShop) -> Iterator[Place]:
    client = shop.client("s3")
    for bucket in client.list_buckets()["Buckets"]:
        listed = client.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"])
        for key in listed.search("Contents[].Key || `[]`"):
            got = client.get_object(Bucket=bucket["Name"], Key=key)
            yield f"{bucket['Name']}/{key}", _text([key, got["Metadata"]]) + got["Body"].read()


def audit_trail(shop: RunningShop) -> Iterator[Place]:
    """CloudTrail's events. The emulator keeps the last 10,000: look here first, since every look makes one."""
    for page in shop.client("cloudtrail").get_paginator("lookup_events").paginate():
        yield from ((event["EventName"], _text(event)) for event in page["Events"])


def traces(shop: RunningShop) -> Iterator[Place]:
    """X-Ray's summaries of the last hours; the emulator takes traces and shows none."""
    client, now = shop.client("xray"), datetime.now(UTC)
    pages = client.get_paginator("get_trace_summaries").paginate(
        StartTime=now - timedelta(hours=6), EndTime=now
    )
    yield from (("summaries", _text(page["TraceSummaries"])) for page in pages)


def metrics(shop: RunningShop) -> Iterator[Place]:
    for page in shop.client("cloudwatch").get_paginator("list_metrics").paginate():
        yield from ((metric["MetricName"], _text(metric)) for metric in page["Metrics"])


def functions(shop: RunningShop) -> Iterator[Place]:
    for page in shop.client("lambda").get_paginator("list_functions").paginate():
        yield from ((function["FunctionName"], _text(function)) for function in page["Functions"])


def files(shop: RunningShop) -> Iterator[Place]:
    """What the run wrote: its outputs, what emulator and terminal said, and the emulator's own files."""
    folder = shop.run.directory
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


PLACES: Mapping[str, Callable[[RunningShop], Iterator[Place]]] = {
    "audit events": audit_trail,
    "items of tables": table_items,
    "executions": executions,
    "log events": log_events,
    "objects in buckets": objects,
    "traces": traces,
    "metrics": metrics,
    "functions": functions,
    "files": files,
}


def _text(answer: Any) -> bytes:
    return json.dumps(answer, default=str, ensure_ascii=False).encode()
