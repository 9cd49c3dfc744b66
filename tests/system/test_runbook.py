"""The runbook's own commands, on what they are for. Those that need the Pulumi CLI: tests/engine/test_runbook.py."""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.aws_cli import quick_aws
from tests.cards import APPROVED
from tests.following import Follower
from tests.running import RunningShop
from tests.system.ordering import order, outcome, until
from tests.system.test_orders_faults import run
from tests.system.test_orders_outcomes import stored
from tests.system.test_orders_payments import Provider

PULUMI = """#!{python}
# `pulumi stack output NAME -s STACK`, as the Pulumi CLI says it.
import json, sys
print(json.load(open({outputs!r}))[sys.argv[3]])
"""
DOWN = "charge:raise stands:raise void:raise"
TOO_LONG_SECONDS = 5


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


@pytest.fixture
def ledger(shop: RunningShop, tmp_path: Path) -> Iterator[Any]:
    made: list[Provider] = []

    def make(faults: str, change: Any = None, **given: Any) -> Provider:
        made.append(Provider(shop, tmp_path, faults, change, **given))
        return made[-1]

    yield make
    for each in made:
        each.close()


def without_tables(states: dict[str, Any]) -> None:
    for name in ("ConfirmOrder", "CancelOrder"):
        states[name]["Parameters"]["TableName"] = "gone"


def trying_for_ever(states: dict[str, Any]) -> None:
    del states["ConfirmOrder"]["Catch"]
    states["ConfirmOrder"]["Retry"] = [
        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 30}
    ]


def test_a_failed_order_is_found_and_recorded(shop: RunningShop, operator: Follower, ledger: Any) -> None:
    payments = ledger("", without_tables)
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
    shop: RunningShop, operator: Follower, ledger: Any
) -> None:
    payments = ledger("", trying_for_ever, seconds=TOO_LONG_SECONDS)
    iam, policy = shop.client("iam"), {"RoleName": payments.role, "PolicyName": "somebodys-mistake"}
    denied = {"Effect": "Deny", "Action": "dynamodb:UpdateItem", "Resource": "*"}
    iam.put_role_policy(
        **policy, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [denied]})
    )
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


def test_an_unknown_payment_is_settled(shop: RunningShop, operator: Follower, ledger: Any) -> None:
    payments = ledger(DOWN)
    order_id, _ = payments.order(APPROVED)
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
    """The emulator's API writes no log: these lines are as the stage's format has them."""
    logs = shop.client("logs")
    [group] = [
        it["logGroupName"]
        for it in logs.describe_log_groups()["logGroups"]
        if "orders-api-log" in it["logGroupName"]
    ]
    logs.create_log_stream(logGroupName=group, logStreamName=heading)
    now = int(time.time() * 1000)
    lines = [json.dumps({"requestId": f"{heading}-{it}", "status": it}) for it in ("200", status)]
    logs.put_log_events(
        logGroupName=group,
        logStreamName=heading,
        logEvents=[{"timestamp": now, "message": line} for line in lines],
    )
    shown = operator.follow(heading)
    assert f"{heading}-{status}" in shown
    assert f"{heading}-200" not in shown


def test_the_table_as_it_was_is_looked_at(shop: RunningShop, operator: Follower) -> None:
    order_id = outcome(shop, order(shop))["orderId"]
    shown = operator.follow("Look at the table as it was", ORDER_ID=order_id, THEN="2026-01-01T00:00:00Z")
    assert "CONFIRMED" in shown
    assert shop.client("dynamodb").list_tables()["TableNames"].count(f"{shop.outputs['ordersTable']}-then") == 0
