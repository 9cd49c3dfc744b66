"""After the whole suite, nothing of any card is found anywhere."""

import json
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.cards import APPROVED, DECLINED, NO_CARD, by_program
from tests.conftest import SHOPS
from tests.running import RunningShop
from tests.scanning import given_away, scan
from tests.shop_places import PLACES
from tests.system.ordering import order, outcome

pytestmark = pytest.mark.last

ALWAYS_THERE = {"items of tables", "executions", "log events", "objects in buckets", "audit events", "files"}
SECRET = by_program(DECLINED)


@pytest.mark.parametrize("dealt", SHOPS)
def test_no_card_is_found_in_any_place_after_all_tests(
    dealt: int, shop: RunningShop, report: Callable[[str], None]
) -> None:
    for number in (APPROVED, DECLINED, NO_CARD):
        outcome(shop, order(shop, number))
    done = scan(shop)
    kinds = Counter(kind for kind, _ in done.places)
    places = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    report(f"traces of cards in shop {dealt}: {len(done.found)} in {done.size / 1e6:.1f} MB of {places}")
    assert not done.found, sorted(done.found)
    assert kinds.keys() >= ALWAYS_THERE
    assert done.places.count(("audit events", "Decrypt")) >= 2, (
        "the trail reaches back to these orders' payments"
    )


@contextmanager
def in_a_table(shop: RunningShop, text: str) -> Iterator[None]:
    client, table = shop.client("dynamodb"), shop.outputs["ordersTable"]
    key = {"orderId": {"S": f"planted-{uuid.uuid4()}"}}
    client.put_item(TableName=table, Item=key | {"note": {"S": text}})
    yield
    client.delete_item(TableName=table, Key=key)


@contextmanager
def in_an_execution(shop: RunningShop, text: str) -> Iterator[None]:
    client = shop.client("stepfunctions")
    role = client.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])["roleArn"]
    definition = json.dumps({"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": True}}})
    made = client.create_state_machine(name=f"planted-{uuid.uuid4()}", definition=definition, roleArn=role)
    machine = made["stateMachineArn"]
    client.start_execution(stateMachineArn=machine, input=json.dumps({"note": text}))
    yield
    client.delete_state_machine(stateMachineArn=machine)


@contextmanager
def in_a_log(shop: RunningShop, text: str) -> Iterator[None]:
    client, group = shop.client("logs"), f"planted-{uuid.uuid4()}"
    client.create_log_group(logGroupName=group)
    client.create_log_stream(logGroupName=group, logStreamName=group)
    event = {"timestamp": int(time.time() * 1000), "message": text}
    client.put_log_events(logGroupName=group, logStreamName=group, logEvents=[event])
    yield
    client.delete_log_group(logGroupName=group)


@contextmanager
def in_a_bucket(shop: RunningShop, text: str) -> Iterator[None]:
    client = shop.client("s3")
    (bucket,) = [bucket["Name"] for bucket in client.list_buckets()["Buckets"] if "audio" in bucket["Name"]]
    client.put_object(Bucket=bucket, Key="planted", Body=b"\0" + text.encode())
    yield
    client.delete_object(Bucket=bucket, Key="planted")


@contextmanager
def in_a_file(shop: RunningShop, text: str) -> Iterator[None]:
    path = shop.run.directory / "emulator" / "planted"
    path.write_text(text)
    yield
    path.unlink()


@contextmanager
def in_the_audit_trail(shop: RunningShop, text: str) -> Iterator[None]:
    client = shop.client("stepfunctions")
    activity = client.create_activity(name=text)["activityArn"]
    yield
    client.delete_activity(activityArn=activity)


def test_a_trace_in_any_of_these_places_would_be_found(shop: RunningShop) -> None:
    planted = {
        "audit events": (in_the_audit_trail, SECRET.number),
        "items of tables": (in_a_table, SECRET.number),
        "executions": (in_an_execution, SECRET.name),
        "log events": (in_a_log, SECRET.zip),
        "objects in buckets": (in_a_bucket, SECRET.number),
        "files": (in_a_file, SECRET.plaintext(str(uuid.uuid4()), "27.50").decode()),
    }
    with ExitStack() as stack:
        for plant, text in planted.values():
            stack.enter_context(plant(shop, text))
        found = {kind for kind in planted if any(given_away(kind, *place) for place in PLACES[kind](shop))}
    assert found == planted.keys()
