"""Nothing of a card is found anywhere after orders, looked for in all places that remember."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.ordering import (
    APPROVED,
    CARDHOLDER,
    DECLINED,
    ZIP_CODE,
    order,
    outcome,
    until,
)

SECRETS = (APPROVED, DECLINED, CARDHOLDER, ZIP_CODE)


@pytest.fixture(scope="module")
def order_ids(shop: RunningShop) -> list[str]:
    """Order by a good card, a bad one, and one that is no card because its number is short."""
    ids = [outcome(shop, order(shop, number))["orderId"] for number in (APPROVED, DECLINED, APPROVED[:5])]
    until(lambda: all(order_id in logs(shop) for order_id in ids))
    return ids


def logs(shop: RunningShop) -> str:
    client = shop.client("logs")
    groups = client.get_paginator("describe_log_groups").paginate()
    names = [group["logGroupName"] for page in groups for group in page["logGroups"]]
    events = client.get_paginator("filter_log_events")
    return "\n".join(
        event["message"]
        for name in names
        for page in events.paginate(logGroupName=name)
        for event in page["events"]
    )


def executions(shop: RunningShop) -> Iterator[dict[str, Any]]:
    client = shop.client("stepfunctions")
    pages = client.get_paginator("list_executions").paginate(stateMachineArn=shop.outputs["stateMachineArn"])
    for page in pages:
        for execution in page["executions"]:
            yield client.describe_execution(executionArn=execution["executionArn"])
            history = client.get_paginator("get_execution_history")
            yield from history.paginate(executionArn=execution["executionArn"])


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.usefixtures("order_ids")
def test_no_card_is_in_the_table(shop: RunningShop) -> None:
    items = shop.client("dynamodb").scan(TableName=shop.outputs["ordersTable"])["Items"]
    assert items
    assert not secrets_in(json.dumps(items))


@pytest.mark.usefixtures("order_ids")
def test_no_card_is_in_the_executions_or_any_of_their_events(shop: RunningShop) -> None:
    found = list(executions(shop))
    assert found
    assert not secrets_in(json.dumps(found, default=str))


@pytest.mark.usefixtures("order_ids")
def test_even_the_encrypted_card_is_gone_after_the_payment(shop: RunningShop) -> None:
    entered = [
        event["stateEnteredEventDetails"]
        for page in executions(shop)
        for event in page.get("events", [])
        if "stateEnteredEventDetails" in event
    ]
    carriers = {state["name"] for state in entered if "ciphertext" in state["input"]}
    assert carriers == {"PlaceOrder", "ProcessPayment"}


def test_logs_tell_of_every_order_and_of_no_card_and_no_customer(
    shop: RunningShop, order_ids: list[str]
) -> None:
    text = logs(shop)
    assert all(order_id in text for order_id in order_ids)
    assert not secrets_in(text)
    assert '"Ann' not in text


@pytest.mark.usefixtures("order_ids")
def test_no_card_is_in_any_bucket(shop: RunningShop) -> None:
    s3 = shop.client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket["Name"]):
            for item in page.get("Contents", []):
                assert not secrets_in(item["Key"])
                if "website" not in bucket["Name"]:  # the page itself names the sandbox's test card
                    body = s3.get_object(Bucket=bucket["Name"], Key=item["Key"])["Body"].read()
                    assert not secrets_in(body.decode("latin-1")), item["Key"]


@pytest.mark.usefixtures("order_ids")
def test_no_card_is_in_what_the_emulator_prints(shop: RunningShop) -> None:
    assert not secrets_in(shop.log_path.read_text(encoding="utf-8", errors="replace"))
