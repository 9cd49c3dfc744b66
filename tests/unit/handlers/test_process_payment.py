"""ProcessPayment: one card is approved, every other declined, each is used once, and none is ever shown."""

import base64
import hashlib
import json
import logging
import traceback
from typing import Any

import pytest
from botocore.stub import Stubber

from handlers import process_payment
from handlers.aws import AwsError
from handlers.card import Card

KEY = "arn:aws:kms:us-east-2:123456789012:key/current"
OLD_KEY = "arn:aws:kms:us-east-2:123456789012:key/old"
CIPHERTEXT = bytes(range(256))
STARTED_AT = "2026-11-23T04:00:00.000Z"
CARD = {"number": "1111111111111111", "name": "Ann Lee", "zip": "43004", "securityCode": "987"}


def event(**card: object) -> dict[str, Any]:
    sent = {"keyId": KEY, "ciphertext": base64.b64encode(CIPHERTEXT).decode()} | card
    return {
        "orderId": "order-1",
        "startedAt": STARTED_AT,
        "total": "27.50",
        "currency": "USD",
        "card": sent,
    }


def decrypts_to(kms: Stubber, plaintext: bytes, key: str = KEY) -> None:
    kms.add_response(
        "decrypt",
        {"Plaintext": plaintext},
        {"KeyId": key, "CiphertextBlob": CIPHERTEXT, "EncryptionAlgorithm": "RSAES_OAEP_SHA_256"},
    )


CLAIM = {
    "TableName": "used-cards",
    "Item": {
        "fingerprint": {"S": hashlib.sha256(CIPHERTEXT).hexdigest()},
        "orderId": {"S": "order-1"},
        "startedAt": {"S": STARTED_AT},
    },
    "ConditionExpression": "attribute_not_exists(fingerprint) OR (orderId = :order AND startedAt = :started)",
    "ExpressionAttributeValues": {":order": {"S": "order-1"}, ":started": {"S": STARTED_AT}},
}


def card(**changes: object) -> bytes:
    return json.dumps(CARD | changes).encode()


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
def test_the_sandbox_card_is_approved_by_the_current_and_the_previous_key(
    aws: dict[str, Stubber], key: str
) -> None:
    decrypts_to(aws["kms"], card(), key)
    aws["dynamodb"].add_response("put_item", {}, CLAIM)
    assert process_payment.handle(event(keyId=key), None) == {"approved": True}


def test_every_other_card_is_declined(aws: dict[str, Stubber]) -> None:
    decrypts_to(aws["kms"], card(number="2222222222222222"))
    aws["dynamodb"].add_response("put_item", {}, CLAIM)
    assert process_payment.handle(event(), None) == {"approved": False}


def test_a_card_that_another_order_used_is_declined(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture
) -> None:
    decrypts_to(aws["kms"], card())
    aws["dynamodb"].add_client_error("put_item", "ConditionalCheckFailedException")
    assert process_payment.handle(event(), None) == {"approved": False}
    assert caplog.messages == ["card refused: used before"]


def test_another_spelling_of_a_ciphertext_is_the_same_card(aws: dict[str, Stubber]) -> None:
    spelled = event()["card"]["ciphertext"]
    assert spelled.endswith("w==")  # its last four bits say nothing: x==, y== and z== are the same bytes
    decrypts_to(aws["kms"], card())
    aws["dynamodb"].add_response("put_item", {}, CLAIM)
    assert process_payment.handle(event(ciphertext=f"{spelled[:-3]}z=="), None) == {"approved": True}


@pytest.mark.parametrize("code", ["ProvisionedThroughputExceededException", "InternalServerError"])
def test_a_card_that_cannot_be_claimed_is_retried_not_charged(aws: dict[str, Stubber], code: str) -> None:
    decrypts_to(aws["kms"], card())
    aws["dynamodb"].add_client_error("put_item", code, "order-1")
    with pytest.raises(AwsError, match=f"^dynamodb:PutItem: {code}$"):
        process_payment.handle(event(), None)


@pytest.mark.parametrize(
    "plaintext",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'"1111111111111111"',
        b"1111111111111111",
        json.dumps({"number": CARD["number"]}).encode(),
        card(number=1111111111111111),
        card(number="1111-1111-1111-1111"),
        card(number="1111111111111111\n"),
        card(number="\N{FULLWIDTH DIGIT ONE}" * 16),
        card(name=""),
        card(zip=None),
        card(zip="4"),
        card(securityCode="12"),
        card(securityCode="12345"),
    ],
)
def test_what_decrypts_but_is_no_card_is_declined_and_claims_nothing(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture, plaintext: bytes
) -> None:
    decrypts_to(aws["kms"], plaintext)
    assert process_payment.handle(event(), None) == {"approved": False}
    assert caplog.messages == ["card refused: not a card"]


@pytest.mark.parametrize("code", ["InvalidCiphertextException", "IncorrectKeyException"])
def test_what_cannot_be_decrypted_is_declined(aws: dict[str, Stubber], code: str) -> None:
    aws["kms"].add_client_error("decrypt", code)
    assert process_payment.handle(event(), None) == {"approved": False}


@pytest.mark.parametrize(
    "envelope",
    [
        {"keyId": "arn:aws:kms:us-east-2:123456789012:key/theirs"},
        {"keyId": None},
        {"ciphertext": "not base64"},
        {"ciphertext": f"!{base64.b64encode(CIPHERTEXT).decode()}"},
        {"ciphertext": "\N{SNOWMAN}"},
        {"ciphertext": base64.b64encode(b"short").decode()},
        {"ciphertext": base64.b64encode(bytes(257)).decode()},
        {"ciphertext": 5},
        {"keyId": [KEY]},
    ],
)
def test_a_foreign_key_or_no_ciphertext_is_declined_without_asking_kms(
    aws: dict[str, Stubber], envelope: dict[str, object]
) -> None:
    assert process_payment.handle(event(**envelope), None) == {"approved": False}


@pytest.mark.parametrize("envelope", [None, [], "card", {}])
def test_no_envelope_is_declined(aws: dict[str, Stubber], envelope: object) -> None:
    assert process_payment.handle(event() | {"card": envelope}, None) == {"approved": False}


@pytest.mark.parametrize("code", ["ThrottlingException", "DisabledException", "AccessDeniedException"])
def test_a_failing_kms_is_retried_not_declined(aws: dict[str, Stubber], code: str) -> None:
    aws["kms"].add_client_error("decrypt", code, "1111111111111111")
    with pytest.raises(AwsError, match=f"^kms:Decrypt: {code}$"):
        process_payment.handle(event(), None)


@pytest.mark.parametrize("plaintext", [card(), card(zip="?"), b'{"number": "1111111111111111"'])
def test_nothing_of_a_card_reaches_the_log(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture, plaintext: bytes
) -> None:
    decrypts_to(aws["kms"], plaintext)
    if plaintext == card():
        aws["dynamodb"].add_response("put_item", {}, CLAIM)
    with caplog.at_level(logging.DEBUG, logger="gopizza"):
        process_payment.handle(event(), None)
    times_and_threads = vars(logging.makeLogRecord({})).keys() - {"exc_info", "exc_text"}
    told = [
        {key: value for key, value in vars(record).items() if key not in times_and_threads}
        | {"message": record.getMessage()}
        for record in caplog.records
    ]
    logged = json.dumps(told, default=str)
    assert "order-1" in logged
    assert not any(secret in logged for secret in ("1111111111111111", "Ann", "43004", "987"))


def test_a_card_prints_as_nothing_even_in_a_traceback() -> None:
    error = RuntimeError(Card("1111111111111111", "Ann", "43004", "987"))
    assert traceback.format_exception_only(error) == ["RuntimeError: Card()\n"]
