"""The runbook's own commands, and those of docs/privacy.md, on what they are for.

Those that need the Pulumi CLI: tests/engine/test_runbook.py.
"""

import json
import os
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from components.project import NAME as PROJECT
from components.rest_api.stage import ACCESS_LOG
from components.watch.watch import ALARMS
from handlers.log import reference
from tests.aws_cli import quick_aws
from tests.cards import APPROVED
from tests.following import Follower
from tests.limiting import limits
from tests.making import document
from tests.running import RunningShop
from tests.shop_places import PLACES
from tests.system.asking import ORIGINS, Api
from tests.system.ordering import order, outcome, until
from tests.system.test_orders_faults import run
from tests.system.test_orders_outcomes import stored
from tests.system.test_orders_payments import without_tables

PULUMI = """#!{python}
# `pulumi stack output NAME -s STACK`, as the Pulumi CLI says it.
import json, sys
print(json.load(open({outputs!r}))[sys.argv[3]])
"""
DOWN = "charge:raise stands:raise void:raise"
TOO_LONG_SECONDS = 12  # in which an order comes to its confirmation, on a machine that is busy, too
# The emulator's own files, and its trail, which keeps what executions were started with.
NOT_AS_ON_AWS = {"audit events", "files"}


@pytest.fixture(scope="module")
def operator(shop: RunningShop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Follower]:
    """Someone at a terminal with the AWS CLI, the local run's credentials, and the stack's outputs."""
    folder = tmp_path_factory.mktemp("operator")
    tools = folder / "bin"
    tools.mkdir()
    (tools / "pulumi").write_text(PULUMI.format(python=sys.executable, outputs=str(shop.run.outputs_path)))
    (tools / "pulumi").chmod(0o700)
    files = {"AWS_CONFIG_FILE": "config", "AWS_SHARED_CREDENTIALS_FILE": "credentials"}
    mine = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment = {
        **mine,
        **{name: str(shop.run.aws_files.resolve() / file) for name, file in files.items()},
        "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]),
        "STACK": "local",
    }
    someone = Follower("runbook.md", folder, environment)
    with quick_aws(tools, environment):
        someone.begin()
        assert someone.variables["TABLE"] == shop.outputs["ordersTable"]
        yield someone


def trying_for_ever(states: dict[str, Any]) -> None:
    del states["ConfirmOrder"]["Catch"]
    states["ConfirmOrder"]["Retry"] = [
        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 30}
    ]


def test_a_failed_order_is_found_and_recorded(shop: RunningShop, operator: Follower, provider: Any) -> None:
    payments = provider("", without_tables)
    order_id, execution = payments.order(APPROVED)
    shown = operator.follow(
        "orders-failed", MACHINE=payments.machine, EXECUTION=execution["executionArn"]
    ).splitlines()
    assert shown[0].endswith(execution["executionArn"])
    assert shown[-1].startswith("OrderNotCancelled")
    operator.follow("Record what became of an order", ORDER_ID=order_id, STATUS="CANCELLED")
    assert stored(shop, order_id)["status"] == {"S": "CANCELLED"}
    with pytest.raises(AssertionError, match="ConditionalCheckFailed"):
        operator.follow("Record what became of an order", ORDER_ID="nobody's", STATUS="CANCELLED")


def test_a_confirmation_that_came_to_nothing_is_redriven(
    shop: RunningShop, operator: Follower, provider: Any
) -> None:
    payments = provider("", trying_for_ever, seconds=TOO_LONG_SECONDS)
    iam, policy = shop.client("iam"), {"RoleName": payments.role, "PolicyName": "somebodys-mistake"}
    denied = {"Effect": "Deny", "Action": "dynamodb:UpdateItem", "Resource": "*"}
    iam.put_role_policy(**policy, PolicyDocument=document(denied))
    try:
        order_id, execution = payments.order(APPROVED)
    finally:
        iam.delete_role_policy(**policy)
    assert (execution["status"], "status" in stored(shop, order_id)) == ("TIMED_OUT", False)
    arn = execution["executionArn"]
    shown = operator.follow("orders-timed-out", MACHINE=payments.machine, EXECUTION=arn)
    assert arn in shown
    assert "ConfirmOrder" in shown.splitlines()
    states = shop.client("stepfunctions")
    ended = until(lambda: (it := states.describe_execution(executionArn=arn))["status"] != "RUNNING" and it)
    assert json.loads(ended["output"])["status"] == "CONFIRMED"
    assert stored(shop, order_id)["status"] == {"S": "CONFIRMED"}
    assert (payments.booked(order_id), payments.charges(order_id)) == ("charged", 1)


@pytest.mark.usefixtures("any_machine")  # which has the alarms
def test_an_unknown_payment_rings_and_is_settled(
    shop: RunningShop, operator: Follower, provider: Any
) -> None:
    before = {title: counted(shop, title) for title in ("payments-unknown", "charges-not-voided")}
    payments = provider(DOWN)
    order_id, _ = payments.order(APPROVED)
    until(lambda: counted(shop, "payments-unknown") > before["payments-unknown"])
    until(
        lambda: (
            counted(shop, "charges-not-voided")
            >= before["charges-not-voided"] + ALARMS["charges-not-voided"]["atLeast"]
        )
    )
    until(lambda: f"{PROJECT}-local-payments-unknown" in operator.follow("Is it over?"))
    mine = {"ORDER_ID": order_id, "PAYMENT": payments.function}
    shown = operator.follow("payments-unknown", **mine)
    assert order_id in shown
    assert "PaymentUnknownError" in shown, "the provider is still down"
    assert operator.follow("charges-not-voided").count("PaymentUnknownError") >= 4
    payments.mend()
    assert '"approved": true' in operator.follow("payments-unknown", **mine), "it stands"
    assert '"approved": false' in operator.follow("Give the money back", **mine)
    assert payments.booked(order_id) == "voided"
    operator.follow("Record what became of an order", ORDER_ID=order_id, STATUS="CANCELLED")
    assert order_id not in operator.follow("payments-unknown", **mine)


@pytest.mark.parametrize(
    ("heading", "module"), [("payment-errors", "process_payment"), ("voice-errors", "notify_with_polly")]
)
def test_a_functions_error_is_found_in_its_log(
    shop: RunningShop, operator: Follower, heading: str, module: str
) -> None:
    answer, failed = run(shop, module, {})
    assert failed
    until(lambda: answer["errorType"] in operator.follow(heading))


@pytest.mark.parametrize(("heading", "status"), [("api-faults", "504"), ("turned-away", "429")])
def test_a_refusal_is_found_in_the_access_log(
    shop: RunningShop, operator: Follower, heading: str, status: str
) -> None:
    [group] = [name for name in groups(shop) if "orders-api-log" in name]
    answered(shop, group, heading, "200", status)
    shown = operator.follow(heading)
    assert f"{heading} {status}" in shown
    assert f"{heading} 200" not in shown


def test_visitors_turned_away_are_counted(shop: RunningShop, any_machine: dict[str, Any]) -> None:
    api = Api(any_machine["limitedUrl"], ORIGINS[0])
    with limits(shop.client("apigateway"), api.url, {"POST": (1e-6, 1)}):
        told = [str(api.start({"input": {}}).status) for _ in range(3)]
    assert told == ["200", "429", "429"]
    before = counted(shop, "turned-away")
    answered(shop, any_machine["limitedLog"], "limited", *told)
    until(lambda: counted(shop, "turned-away") == before + told.count("429"))


def answered(shop: RunningShop, group: str, who: str, *statuses: str) -> None:
    """Write an access log, which the emulator's API doesn't, as the stage's format has it."""
    logs, now = shop.client("logs"), int(time.time() * 1000)
    logs.create_log_stream(logGroupName=group, logStreamName=who)
    lines = [json.dumps(ACCESS_LOG | {"requestId": f"{who} {it}", "status": it}) for it in statuses]
    events = [{"timestamp": now, "message": line} for line in lines]
    logs.put_log_events(logGroupName=group, logStreamName=who, logEvents=events)


def groups(shop: RunningShop) -> list[str]:
    return [it["logGroupName"] for it in shop.client("logs").describe_log_groups()["logGroups"]]


def counted(shop: RunningShop, title: str) -> float:
    """Return the sum of what an alarm's filter has counted."""
    now = datetime.now(UTC)
    told = shop.client("cloudwatch").get_metric_statistics(
        Namespace=f"{PROJECT}/local",
        MetricName=title,
        StartTime=now - timedelta(hours=2),
        EndTime=now + timedelta(minutes=5),
        Period=60,
        Statistics=["Sum"],
    )
    return sum(point["Sum"] for point in told["Datapoints"])


def test_the_table_as_it_was_is_looked_at(shop: RunningShop, operator: Follower) -> None:
    order_id = outcome(shop, order(shop))["orderId"]
    shown = operator.follow("Look at the table as it was", ORDER_ID=order_id, THEN="2026-01-01T00:00:00Z")
    assert "CONFIRMED" in shown
    assert (
        shop.client("dynamodb").list_tables()["TableNames"].count(f"{shop.outputs['ordersTable']}-then") == 0
    )


def holding(shop: RunningShop, kind: str, *said: str) -> list[str]:
    """Return the places of a kind in which one of these stands."""
    looked = PLACES[kind](shop)
    return [name for name, content in looked if any(text.encode() in content for text in said)]


def test_a_customers_order_is_found_told_and_erased(shop: RunningShop, operator: Follower) -> None:
    clerk = replace(operator, page="privacy.md")
    clerk.begin()
    customer, address, phone = f"Ann {uuid.uuid4()}", f"{uuid.uuid4()} Main St", "614 555 019284"
    there = {"fulfilment": "delivery", "delivery": {"address": address, "phone": phone}}
    order_id = outcome(shop, order(shop, customer={"name": customer}, **there))["orderId"]
    theirs, mp3 = (customer, address, phone), f"{reference(order_id)}.mp3"

    found = clerk.follow("Find a customer's orders", CUSTOMER=customer, ORDER=order_id[:8])
    assert found.split("\t")[0] == order_id
    assert not clerk.follow("Find a customer's orders", CUSTOMER=customer, ORDER="00000000").strip()
    until(lambda: any("place-order" in it for it in holding(shop, "log events", reference(order_id))))
    told = clerk.follow("Show the data", ORDER_ID=order_id)
    assert all(text in told for text in (*theirs, "thank you for your order", "order placed"))
    assert (clerk.folder / mp3).stat().st_size > 1000

    kept = {kind: holding(shop, kind, *theirs) for kind in PLACES.keys() - NOT_AS_ON_AWS}
    table, execution = shop.outputs["ordersTable"], kept["executions"]
    assert {kind for kind, names in kept.items() if names} == {"items of tables", "executions"}
    assert kept["items of tables"] == [table]
    clerk.follow("Delete it", ORDER_ID=order_id)
    left = {kind: holding(shop, kind, *theirs, mp3) for kind in kept}
    assert {kind: names for kind, names in left.items() if names} == {"executions": execution}
    assert [name.rpartition(":")[2] for name in execution] == [order_id]
