"""Whole orders through the REST API: placed, paid or not, settled, told and spoken."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from docs.outcome import FIELDS, RECORDING_FIELDS
from handlers.log import reference
from tests.cards import DECLINED
from tests.running import RunningShop
from tests.sound import seconds
from tests.system.ordering import delivered, fetch, order, outcome, status_of

CONFIRMED = {
    "pickup": "Ann, thank you for your order - it will be ready for pickup in 15 minutes",
    "delivery": "Ann, thank you for your order - it will be delivered in 15 minutes",
}
SORRY = "Ann, sorry, your payment didn't go through, please try again"


def recordings(shop: RunningShop) -> dict[str, datetime]:
    """Return when each object of the audio bucket was written."""
    s3 = shop.client("s3")
    buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if "audio" in bucket["Name"]]
    assert len(buckets) == 1
    return {
        item["Key"]: item["LastModified"]
        for item in s3.list_objects_v2(Bucket=buckets[0]).get("Contents", [])
    }


def stored(shop: RunningShop, order_id: str) -> dict[str, Any]:
    return shop.client("dynamodb").get_item(
        TableName=shop.outputs["ordersTable"], Key={"orderId": {"S": order_id}}, ConsistentRead=True
    )["Item"]


@pytest.mark.parametrize(("fulfilment", "way"), [("pickup", {}), ("delivery", delivered())])
def test_an_order_that_is_paid_is_confirmed_in_words_and_voice(
    shop: RunningShop, fulfilment: str, way: dict[str, Any]
) -> None:
    told = outcome(shop, order(shop, **way))
    assert told.keys() == set(FIELDS)
    assert (told["status"], told["message"]) == ("CONFIRMED", CONFIRMED[fulfilment])
    assert told["audio"].keys() == set(RECORDING_FIELDS)
    assert stored(shop, told["orderId"])["status"] == {"S": "CONFIRMED"}


def test_a_declined_card_cancels_the_order_and_is_told_the_same_way(shop: RunningShop) -> None:
    told = outcome(shop, order(shop, DECLINED))
    assert (told["status"], told["message"]) == ("CANCELLED", SORRY)
    assert seconds(fetch(told["audio"]["url"])[1]) > 1
    assert stored(shop, told["orderId"])["status"] == {"S": "CANCELLED"}


def test_the_server_prices_the_order_by_its_own_menu(shop: RunningShop) -> None:
    told = outcome(shop, order(shop))
    assert (told["total"], told["currency"]) == ("27.50", "USD")
    assert Decimal(stored(shop, told["orderId"])["total"]["N"]) == Decimal("27.50")


def test_names_of_all_kinds_arrive_intact(shop: RunningShop) -> None:
    name = 'Zoë "O\'Neil" <b>&\\李'
    assert outcome(shop, order(shop, customer={"name": name}))["message"].startswith(f"{name}, thank you")


def test_an_order_expires_from_the_table(shop: RunningShop) -> None:
    item = stored(shop, outcome(shop, order(shop))["orderId"])
    days = (datetime.fromtimestamp(int(item["expiresAt"]["N"]), UTC) - datetime.now(UTC)) / timedelta(days=1)
    assert 89 < days < 91


def test_the_recording_is_an_mp3_for_those_who_have_its_link(shop: RunningShop) -> None:
    audio = outcome(shop, order(shop))["audio"]
    content_type, mp3 = fetch(audio["url"])
    assert content_type == audio["contentType"] == "audio/mpeg"
    assert 1 < seconds(mp3) < 15
    assert (
        timedelta(0) < datetime.fromisoformat(audio["expiresAt"]) - datetime.now(UTC) <= timedelta(minutes=15)
    )


@pytest.mark.parametrize("query", ["", "X-Amz-Signature=0000"])
def test_without_its_signature_a_recording_is_refused(shop: RunningShop, query: str) -> None:
    url = urlsplit(outcome(shop, order(shop))["audio"]["url"])
    query = url.query.rpartition("X-Amz-Signature=")[0] + query if query else query
    assert status_of(urlunsplit(url._replace(query=query))) == 403


def test_the_phrase_is_spoken_once_for_all_orders(shop: RunningShop) -> None:
    outcome(shop, order(shop))
    before = {key: written for key, written in recordings(shop).items() if key.startswith("phrases/")}
    second = outcome(shop, order(shop, customer={"name": "Bob"}))
    after = recordings(shop)
    assert before
    assert {key: written for key, written in after.items() if key.startswith("phrases/")} == before
    assert f"orders/{reference(second['orderId'])}.mp3" in after
