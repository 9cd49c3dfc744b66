"""Whom the shop tells what: alarms with their row in the runbook, one topic, a dashboard, a budget."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from components.project import NAME
from components.watch import Watch, WatchArgs
from components.watch.watch import ALARMS, RUNBOOK
from tests.following import BEGINNING, blocks
from tests.graph import Watching, watch
from tests.running import ROOT

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
BUDGET = "aws:budgets/budget:Budget"
PARTS = {
    part: f"the-{part.replace('_', '-')}"
    for part in (
        "state_machine_arn",
        "api_name",
        "stage_name",
        "access_log",
        "payment_function",
        "payment_log",
        "voice_function",
        "voice_log",
    )
}
STEP_FUNCTIONS = "step-functions/latest/dg/procedure-cw-metrics.html"
GATEWAY = "apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html"
FUNCTIONS = "lambda/latest/dg/monitoring-metrics-types.html"
# Every metric of AWS's that we look at: its dimensions, its unit, and the page of docs.aws.amazon.com that says so.
# Executions that an alias starts count under the machine's ARN too, functions under their name, whoever calls them:
# docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html,
# docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
DOCUMENTED = {
    ("AWS/States", "ExecutionsStarted"): ({"StateMachineArn"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ExecutionsSucceeded"): ({"StateMachineArn"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ExecutionsFailed"): ({"StateMachineArn"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ExecutionsTimedOut"): ({"StateMachineArn"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ExecutionThrottled"): ({"StateMachineArn"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ExecutionTime"): ({"StateMachineArn"}, "Milliseconds", STEP_FUNCTIONS),
    ("AWS/States", "ThrottledEvents"): ({"APIName"}, "Count", STEP_FUNCTIONS),
    ("AWS/States", "ConsumedCapacity"): ({"APIName"}, "Count", STEP_FUNCTIONS),
    ("AWS/ApiGateway", "Count"): ({"ApiName", "Stage"}, "Count", GATEWAY),
    ("AWS/ApiGateway", "5XXError"): ({"ApiName", "Stage"}, "Count", GATEWAY),
    ("AWS/Lambda", "Errors"): ({"FunctionName"}, "Count", FUNCTIONS),
}
# Whose fault tests make happen on the emulator, which has no metrics of the services above.
TRIED = {"payments-unknown", "charges-not-voided", "turned-away"}
FOLLOWING = [Path(__file__).parents[2] / folder / "test_runbook.py" for folder in ("system", "engine")]


def built(monthly_budget: int = 0) -> Watching:
    args = WatchArgs(email="owner@example.com", monthly_budget=monthly_budget, **PARTS)
    return watch(lambda: Watch("watch", args))


@pytest.mark.parametrize("title", ALARMS)
def test_an_alarm_says_what_happened_and_where_the_runbook_tells_what_to_do(title: str) -> None:
    alarm = built().one(ALARM, f"watch-{title}")
    assert alarm["alarmDescription"] == f"{ALARMS[title]['says']} {RUNBOOK}#{title}"
    assert ALARMS[title]["says"].endswith(".")
    assert alarm["name"] == f"{NAME}-test-{title}"
    assert alarm["alarmActions"] == alarm["okActions"] == ["made-up:watch-topic"], "over is told too"


def test_silence_is_no_alarm() -> None:
    assert {alarm["treatMissingData"] for alarm in built().all(ALARM).values()} == {"notBreaching"}


def test_every_metric_is_one_that_aws_documents_with_its_dimensions() -> None:
    drawn = [line[:-1] for graph in graphs(built()) for line in graph["metrics"] if line[0] != f"{NAME}/test"]
    watched = [alarm["metric"] for alarm in ALARMS.values() if "metric" in alarm]
    for namespace, metric, *dimensions in (*drawn, *watched):
        known, *_ = DOCUMENTED[namespace, metric]
        assert set(dimensions[::2]) == known, metric


def test_every_alarm_is_tried_or_documented(report: Callable[[str], None]) -> None:
    tried = FOLLOWING[0].read_text(encoding="utf-8")
    documented = [title for title, alarm in ALARMS.items() if "metric" in alarm]
    assert {*documented, *TRIED} == ALARMS.keys()
    assert [title for title in TRIED if f'counted(shop, "{title}")' not in tried] == []
    report(f"alarms: {len(TRIED)} ring or count on the emulator, {len(documented)} as AWS documents them")


def test_every_alarm_of_a_log_counts_lines_of_a_log_of_ours_and_looks_at_that_count() -> None:
    program = built()
    counted = {title: alarm["lines"] for title, alarm in ALARMS.items() if "lines" in alarm}
    assert program.all(FILTER).keys() == {f"watch-{title}-lines" for title in counted}
    for title, lines in counted.items():
        made = program.one(FILTER, f"watch-{title}-lines")
        assert made["logGroupName"] == PARTS[lines["log"]]
        [to] = [made["metricTransformation"]]
        alarm = program.one(ALARM, f"watch-{title}")
        assert (to["namespace"], to["name"]) == (alarm["namespace"], alarm["metricName"])
        assert "dimensions" not in alarm or alarm["dimensions"] == {}


def graphs(program: Watching) -> list[dict[str, Any]]:
    [board] = program.all("aws:cloudwatch/dashboard:Dashboard").values()
    return [widget["properties"] for widget in json.loads(board["dashboardBody"])["widgets"]]


def test_the_dashboard_shows_what_one_looks_at_first_without_two_graphs_in_one_place() -> None:
    shown = {line[-1]["label"] for graph in graphs(built()) for line in graph["metrics"]}
    assert shown >= {"started", "ended well", "failed", "half of the orders", "19 of 20", "turned-away"}
    [board] = built().all("aws:cloudwatch/dashboard:Dashboard").values()
    places = [(it["x"], it["y"]) for it in json.loads(board["dashboardBody"])["widgets"]]
    assert len(set(places)) == len(places)
    counted = {title for title, alarm in ALARMS.items() if "lines" in alarm}
    assert {
        line[1] for graph in graphs(built()) for line in graph["metrics"] if line[0] == f"{NAME}/test"
    } == counted


def test_one_address_is_told_by_mail() -> None:
    [told] = built().all("aws:sns/topicSubscription:TopicSubscription").values()
    assert (told["protocol"], told["endpoint"]) == ("email", "owner@example.com")


def test_a_budget_mails_at_80_percent_and_when_all_of_it_is_in_sight() -> None:
    assert not built().all(BUDGET)
    [budget] = built(monthly_budget=25).all(BUDGET).values()
    assert (budget["limitAmount"], budget["limitUnit"], budget["timeUnit"]) == ("25", "USD", "MONTHLY")
    mails = {(it["notificationType"], it["threshold"]) for it in budget["notifications"]}
    assert mails == {("ACTUAL", 80), ("FORECASTED", 100)}


def test_the_runbook_has_a_row_for_each_alarm_and_none_for_others() -> None:
    text = (ROOT / RUNBOOK).read_text(encoding="utf-8")
    assert re.findall(r"^## ([a-z-]+)$", text, re.MULTILINE) == list(ALARMS)


@pytest.mark.parametrize("page", ["runbook.md", "privacy.md"])
def test_every_block_is_followed(page: str, report: Callable[[str], None]) -> None:
    tests = "".join(file.read_text(encoding="utf-8") for file in FOLLOWING)
    steps = blocks(page)
    begun = steps.pop(BEGINNING)
    assert [heading for heading in steps if f'"{heading}"' not in tests] == []
    lines = [line for each in (begun, *steps.values()) for block in each for line in block.splitlines()]
    commands = [line for line in lines if re.search(r"^[A-Z]*=?(\$\()?(aws|pulumi|git|printf|cat) ", line)]
    report(f"{page}: {len(steps) + 1} steps of {len(commands)} commands, each followed by a test")


def test_what_it_costs_is_told_of_as_many_as_there_are() -> None:
    costs = " ".join((ROOT / "docs" / "costs.md").read_text(encoding="utf-8").split())
    lines = [title for title, alarm in ALARMS.items() if "lines" in alarm]
    dollars = len(ALARMS) * 0.10 + len(lines) * 0.30 + 3
    assert f"{len(ALARMS)} alarms at $0.10, {len(lines)} metrics counted from logs at $0.30" in costs
    assert f"**{dollars:g} USD**" in costs
