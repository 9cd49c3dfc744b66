"""Whatever is sent instead of a good card is a declined order, told to the customer, and nothing worse."""

import base64
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from tests.cards import APPROVED, by_program
from tests.records import books, used_cards_table
from tests.running import RunningShop
from tests.system.ordering import encrypted, ended, order, outcome, payment_key, sealed
from tests.system.test_orders_faults import run

SORRY = "Ann, sorry, your payment didn't go through, please try again"
PLAIN = by_program(APPROVED).plaintext()
BYTES = 256  # of a ciphertext
TRIES = 1000
AT_ONCE = 3


def oaep(algorithm: hashes.HashAlgorithm, label: bytes | None = None) -> OAEP:
    return OAEP(MGF1(algorithm), algorithm, label)


def not_cards(shop: RunningShop) -> dict[str, Any]:
    """Return what may be sent as a `card`, by what is wrong with it."""
    key_id, key = payment_key(shop)
    good = encrypted(shop, APPROVED)
    ciphertext = base64.b64decode(good["ciphertext"])
    unknown = f"{key_id.rpartition('/')[0]}/{uuid.uuid4()}"
    another = shop.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]
    stranger = generate_private_key(65537, 2048).public_key()
    modulus = key.public_numbers().n
    raw = pow(int.from_bytes(PLAIN), key.public_numbers().e, modulus)
    return {
        "a key that doesn't exist": good | {"keyId": unknown},
        "another key of the account": good | {"keyId": another["Arn"]},
        "the key's bare id": good | {"keyId": key_id.rpartition("/")[2]},
        "nothing but zeros": sealed(key_id, bytes(BYTES)),
        "a number over the modulus": sealed(key_id, b"\xff" * BYTES),
        "one bit flipped": sealed(key_id, ciphertext[:-1] + bytes([ciphertext[-1] ^ 1])),
        "truncated": sealed(key_id, ciphertext[:-1]),
        "over-long": sealed(key_id, ciphertext + b"\0"),
        "a megabit": sealed(key_id, bytes(100_000)),
        "of 4096 bits": sealed(key_id, bytes(2 * BYTES)),
        "encrypted for another key": sealed(key_id, stranger.encrypt(PLAIN, oaep(hashes.SHA256()))),
        "padded by PKCS 1.5": sealed(key_id, key.encrypt(PLAIN, PKCS1v15())),
        "padded with SHA-1": sealed(key_id, key.encrypt(PLAIN, oaep(hashes.SHA1()))),  # noqa: S303
        "padded with a label": sealed(key_id, key.encrypt(PLAIN, oaep(hashes.SHA256(), b"label"))),
        "not padded": sealed(key_id, raw.to_bytes(BYTES)),
        "not JSON": sealed(key_id, key.encrypt(b"1" * 190, oaep(hashes.SHA256()))),
        "not Base64": good | {"ciphertext": "?" * 344},
        "empty": {"keyId": "", "ciphertext": ""},
        "of wrong types": {"keyId": 1, "ciphertext": [ciphertext.hex()]},
        "no object": "card",
        "null": None,
    }


def ended_past_the_api(shop: RunningShop, card: object) -> dict[str, Any]:
    """Start the workflow itself with this `card`; return how it ended."""
    client, wanted = shop.client("stepfunctions"), json.dumps(order(shop) | {"card": card})
    started = client.start_execution(stateMachineArn=shop.outputs["stateMachineArn"], input=wanted)
    return ended(lambda: client.describe_execution(executionArn=started["executionArn"]))


def test_a_workflow_started_past_the_api_declines_everything_that_is_no_card(shop: RunningShop) -> None:
    before, cards = books(shop), not_cards(shop)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        all_ended = list(pool.map(lambda card: ended_past_the_api(shop, card), cards.values()))
    for wrong, declined in zip(cards, all_ended, strict=True):
        assert declined["status"] == "SUCCEEDED", (wrong, declined)
        told = json.loads(declined["output"])
        assert (told["status"], told["message"]) == ("CANCELLED", SORRY), wrong
    assert books(shop).claims == before.claims, "what is no card claims nothing"


@pytest.mark.parametrize("wrong", ["a key that doesn't exist", "nothing but zeros", "padded by PKCS 1.5"])
def test_the_api_tells_the_customer_of_a_card_that_cannot_be_read(shop: RunningShop, wrong: str) -> None:
    told = outcome(shop, order(shop, card=not_cards(shop)[wrong]))
    assert (told["status"], told["message"]) == ("CANCELLED", SORRY)


def spellings(ciphertext: str) -> set[str]:
    """Return every Base64 text that has the same bytes: the last character's lower bits say nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = alphabet.index(ciphertext[-3]) // 16 * 16
    return {f"{ciphertext[:-3]}{alphabet[last + low]}==" for low in range(16)}


def test_a_payment_that_runs_twice_passes_and_every_other_use_of_its_card_is_declined(
    shop: RunningShop,
) -> None:
    card, order_id = encrypted(shop, APPROVED), str(uuid.uuid4())
    payment = {"orderId": order_id, "startedAt": "2026-11-23T04:00:00.000Z", "total": "27.50"}
    event = payment | {"currency": "USD", "card": card}
    assert run(shop, "process_payment", event) == ({"approved": True}, False)
    assert run(shop, "process_payment", event) == ({"approved": True}, False)
    others = [event | {"orderId": str(uuid.uuid4()), "card": card | {"ciphertext": spelled}}
              for spelled in spellings(card["ciphertext"])]  # fmt: skip
    others.append(event | {"startedAt": "2027-02-23T04:00:00.000Z"})  # the name, free again after 90 days
    assert len(others) == 17
    for other in others:
        assert run(shop, "process_payment", other) == ({"approved": False}, False)
    assert books(shop).claims[order_id] == 1


def test_a_ciphertext_and_the_modulus_are_not_the_same_card_again(shop: RunningShop) -> None:
    """Both have the same remainder, so an implementation that doesn't compare with the modulus decrypts both."""
    key_id, key = payment_key(shop)
    room = 2 ** (8 * BYTES) - key.public_numbers().n
    tries = (int.from_bytes(key.encrypt(PLAIN, oaep(hashes.SHA256()))) for _ in range(TRIES))
    small = next((number for number in tries if number < room), None)
    if small is None:
        pytest.skip("this key's modulus is so near to 256 bytes that there is no such ciphertext")
    more = sealed(key_id, (small + key.public_numbers().n).to_bytes(BYTES))
    assert outcome(shop, order(shop, card=more))["status"] == "CANCELLED"
    assert outcome(shop, order(shop, card=sealed(key_id, small.to_bytes(BYTES))))["status"] == "CONFIRMED"


def test_what_is_remembered_of_a_used_card_is_a_hash_its_order_and_no_end(shop: RunningShop) -> None:
    order_id = outcome(shop, order(shop))["orderId"]
    items = shop.client("dynamodb").get_paginator("scan").paginate(TableName=used_cards_table(shop))
    (item,) = [item for item in items.search("Items[]") if item["orderId"]["S"] == order_id]
    assert item.keys() == {"fingerprint", "orderId", "startedAt"}
    assert len(bytes.fromhex(item["fingerprint"]["S"])) == 32
