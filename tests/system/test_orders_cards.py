"""Whatever is sent instead of a good card is a declined order, told to the customer, and nothing worse."""

import base64
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, generate_private_key

from handlers.log import reference
from tests.cards import APPROVED, by_program
from tests.records import names_table
from tests.running import RunningShop
from tests.system.ordering import TOTAL, encrypted, ended, order, outcome, payment_key, sealed
from tests.system.test_orders_faults import run

SORRY = "Ann, sorry, your payment didn't go through, please try again"
BYTES = 256  # of a ciphertext
TRIES = 1000
AT_ONCE = 3
NO_ORDER = json.dumps(asdict(by_program(APPROVED))).encode()


def oaep(algorithm: hashes.HashAlgorithm, label: bytes | None = None) -> OAEP:
    return OAEP(MGF1(algorithm), algorithm, label)


@pytest.fixture(scope="module")
def strange(shop: RunningShop) -> tuple[str, RSAPublicKey]:
    """The ARN of another key of the account, and a key that nobody there has."""
    made = shop.client("kms").create_key(KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")
    return made["KeyMetadata"]["Arn"], generate_private_key(65537, 2048).public_key()


def not_cards(shop: RunningShop, strange: tuple[str, RSAPublicKey], name: str) -> dict[str, Any]:
    """Return what may be sent as a `card` of the order of this name, by what is wrong with it."""
    another, stranger = strange
    key_id, key = payment_key(shop)
    good, plain = encrypted(shop, APPROVED, name), by_program(APPROVED).plaintext(name, TOTAL)
    ciphertext = base64.b64decode(good["ciphertext"])
    unknown = f"{key_id.rpartition('/')[0]}/{uuid.uuid4()}"
    modulus = key.public_numbers().n
    raw = pow(int.from_bytes(plain), key.public_numbers().e, modulus)
    return {
        "a key that doesn't exist": good | {"keyId": unknown},
        "another key of the account": good | {"keyId": another},
        "the key's bare id": good | {"keyId": key_id.rpartition("/")[2]},
        "nothing but zeros": sealed(key_id, bytes(BYTES)),
        "a number over the modulus": sealed(key_id, b"\xff" * BYTES),
        "one bit flipped": sealed(key_id, ciphertext[:-1] + bytes([ciphertext[-1] ^ 1])),
        "truncated": sealed(key_id, ciphertext[:-1]),
        "over-long": sealed(key_id, ciphertext + b"\0"),
        "a megabit": sealed(key_id, bytes(100_000)),
        "of 4096 bits": sealed(key_id, bytes(2 * BYTES)),
        "sealed for another order": encrypted(shop, APPROVED, str(uuid.uuid4())),
        "sealed for a lower total": encrypted(shop, APPROVED, name, "0.01"),
        "sealed for a higher total": encrypted(shop, APPROVED, name, "99.99"),
        "sealed for no order": sealed(key_id, key.encrypt(NO_ORDER, oaep(hashes.SHA256()))),
        "encrypted for another key": sealed(key_id, stranger.encrypt(plain, oaep(hashes.SHA256()))),
        "padded by PKCS 1.5": sealed(key_id, key.encrypt(plain, PKCS1v15())),
        "padded with SHA-1": sealed(key_id, key.encrypt(plain, oaep(hashes.SHA1()))),  # noqa: S303
        "padded with a label": sealed(key_id, key.encrypt(plain, oaep(hashes.SHA256(), b"label"))),
        "not padded": sealed(key_id, raw.to_bytes(BYTES)),
        "not JSON": sealed(key_id, key.encrypt(b"1" * 190, oaep(hashes.SHA256()))),
        "not Base64": good | {"ciphertext": "?" * 344},
        "empty": {"keyId": "", "ciphertext": ""},
        "of wrong types": {"keyId": 1, "ciphertext": [ciphertext.hex()]},
        "no object": "card",
        "null": None,
    }


def ended_past_the_api(shop: RunningShop, name: str, card: object) -> dict[str, Any]:
    """Start the workflow itself with this `card`; return how it ended."""
    client, wanted = shop.client("stepfunctions"), json.dumps(order(shop, card=card))
    machine = shop.outputs["stateMachineArn"]
    started = client.start_execution(stateMachineArn=machine, name=name, input=wanted)
    return ended(lambda: client.describe_execution(executionArn=started["executionArn"]))


def test_a_workflow_started_past_the_api_declines_everything_that_is_no_card(
    shop: RunningShop, strange: tuple[str, RSAPublicKey]
) -> None:
    kinds = list(not_cards(shop, strange, str(uuid.uuid4())))
    names = [str(uuid.uuid4()) for _ in kinds]
    cards = [not_cards(shop, strange, name)[kind] for kind, name in zip(kinds, names, strict=True)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        all_ended = list(pool.map(lambda name, card: ended_past_the_api(shop, name, card), names, cards))
    for wrong, declined in zip(kinds, all_ended, strict=True):
        assert declined["status"] == "SUCCEEDED", (wrong, declined)
        told = json.loads(declined["output"])
        assert (told["status"], told["message"]) == ("CANCELLED", SORRY), wrong


@pytest.mark.parametrize(
    "wrong",
    ["a key that doesn't exist", "nothing but zeros", "padded by PKCS 1.5", "sealed for another order"],
)
def test_the_api_tells_the_customer_of_a_card_that_cannot_be_read(
    shop: RunningShop, strange: tuple[str, RSAPublicKey], wrong: str
) -> None:
    wanted = order(shop)
    wanted["card"] = not_cards(shop, strange, wanted.name)[wrong]
    told = outcome(shop, wanted)
    assert (told["status"], told["message"]) == ("CANCELLED", SORRY)


def spellings(ciphertext: str) -> set[str]:
    """Return every Base64 text that has the same bytes: the last character's lower bits say nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = alphabet.index(ciphertext[-3]) // 16 * 16
    return {f"{ciphertext[:-3]}{alphabet[last + low]}==" for low in range(16)}


def test_a_payment_that_runs_twice_passes_and_every_other_use_of_its_card_is_declined(
    shop: RunningShop,
) -> None:
    name = str(uuid.uuid4())
    card = encrypted(shop, APPROVED, name)
    paid = {"orderId": name, "total": TOTAL, "currency": "USD", "agreed": True}
    event = {"action": "charge", "order": paid, "card": card}
    declined = ({"approved": False}, False)
    for spelled in [card["ciphertext"], *spellings(card["ciphertext"])]:
        again = event | {"card": card | {"ciphertext": spelled}}
        assert run(shop, "process_payment", again) == ({"approved": True}, False)
    others = (
        {"orderId": str(uuid.uuid4())},
        {"orderId": name.upper()},
        {"total": "27.49"},
        {"agreed": False},
    )
    for other in others:
        assert run(shop, "process_payment", event | {"order": paid | other}) == declined, other


def test_a_name_in_capitals_is_another_order_and_no_second_payment(shop: RunningShop) -> None:
    wanted = order(shop)
    assert outcome(shop, wanted)["status"] == "CONFIRMED"
    wanted.name = wanted.name.upper()
    assert outcome(shop, wanted)["status"] == "CANCELLED"


@pytest.mark.parametrize("seen", ["27.49", "27.51", "0.00"])
def test_another_price_than_the_customer_saw_is_told_and_not_charged(shop: RunningShop, seen: str) -> None:
    wanted = order(shop, total=seen)
    told = outcome(shop, wanted)
    assert (told["status"], told["total"]) == ("CANCELLED", "27.50")
    assert "the price has changed, it's now 27.50 USD" in told["message"]
    wanted = order(shop, total=seen)
    wanted["card"] = encrypted(
        shop, APPROVED, wanted.name, "27.50"
    )  # a card for the price that they haven't seen
    assert outcome(shop, wanted)["status"] == "CANCELLED"


def test_a_ciphertext_and_the_modulus_are_not_the_same_card_again(shop: RunningShop) -> None:
    """Both have the same remainder, so an implementation that doesn't compare with the modulus decrypts both."""
    key_id, key = payment_key(shop)
    wanted = order(shop)
    plain = by_program(APPROVED).plaintext(wanted.name, TOTAL)
    room = 2 ** (8 * BYTES) - key.public_numbers().n
    tries = (int.from_bytes(key.encrypt(plain, oaep(hashes.SHA256()))) for _ in range(TRIES))
    small = next((number for number in tries if number < room), None)
    if small is None:
        pytest.skip("this key's modulus is so near to 256 bytes that there is no such ciphertext")
    paid = {"orderId": wanted.name, "total": TOTAL, "currency": "USD", "agreed": True}
    for number, approved in ((small + key.public_numbers().n, False), (small, True)):
        card = sealed(key_id, number.to_bytes(BYTES))
        answer = run(shop, "process_payment", {"action": "charge", "order": paid, "card": card})
        assert answer == ({"approved": approved}, False)


def test_what_is_remembered_of_a_name_is_a_hash_of_it_and_of_its_execution(shop: RunningShop) -> None:
    order_id = outcome(shop, order(shop))["orderId"]
    items = shop.client("dynamodb").get_paginator("scan").paginate(TableName=names_table(shop))
    (item,) = [item for item in items.search("Items[]") if item["name"]["S"] == reference(order_id)]
    assert item.keys() == {"name", "execution"}
    assert len(bytes.fromhex(item["execution"]["S"])) == 32
