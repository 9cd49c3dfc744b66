"""ProcessPayment: one card is approved, every other declined, each pays one order, and none is ever shown."""

import base64
import json
import logging
import traceback
from typing import Any
from unittest.mock import Mock

import pytest
from botocore.stub import Stubber

from handlers import process_payment
from handlers.aws import AwsError
from handlers.card import Card
from handlers.log import reference
from handlers.payment_gateway import Charge, PaymentUnknownError

KEY = "arn:aws:kms:us-east-2:123456789012:key/current"
OLD_KEY = "arn:aws:kms:us-east-2:123456789012:key/old"
CIPHERTEXT = bytes(range(256))
ORDER, SHORT = "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11", "ig8qUlscSpSPDg9NL2ocEQ"
CARD = {
    "number": "1111111111111111",
    "name": "Ann Lee",
    "zip": "43004",
    "securityCode": "987",
    "order": SHORT,
    "total": "27.50",
}


def event(action: str = "charge", **card: Any) -> dict[str, Any]:
    sent = {"keyId": KEY, "ciphertext": base64.b64encode(CIPHERTEXT).decode()} | card
    order = {"orderId": ORDER, "total": "27.50", "currency": "USD", "agreed": True}
    return {"action": action, "order": order, **({"card": sent} if action == "charge" else {})}


def decrypts_to(kms: Stubber, plaintext: bytes, key: str = KEY) -> None:
    kms.add_response(
        "decrypt",
        {"Plaintext": plaintext},
        {"KeyId": key, "CiphertextBlob": CIPHERTEXT, "EncryptionAlgorithm": "RSAES_OAEP_SHA_256"},
    )


def card(**changes: object) -> bytes:
    return json.dumps(CARD | changes).encode()


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
def test_the_sandbox_card_is_approved_by_the_current_and_the_previous_key(
    aws: dict[str, Stubber], key: str
) -> None:
    decrypts_to(aws["kms"], card(), key)
    assert process_payment.handle(event(keyId=key), None) == {"approved": True}


def test_every_other_card_is_declined(aws: dict[str, Stubber]) -> None:
    decrypts_to(aws["kms"], card(number="2222222222222222"))
    assert process_payment.handle(event(), None) == {"approved": False}


def changed(**order: object) -> dict[str, Any]:
    """Return the event for another order than the card was sealed for."""
    made = event()
    return made | {"order": made["order"] | order}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"orderId": "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c12"}, "another order"),
        ({"orderId": ORDER.upper()}, "another order"),
        ({"orderId": ORDER.replace("-", "")}, "another order"),
        ({"orderId": "not a UUID"}, "another order"),
        ({"total": "27.51"}, "another total"),
        ({"total": "27.5"}, "another total"),
    ],
)
def test_a_card_sealed_for_another_order_or_total_is_declined(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture, other: dict[str, str], why: str
) -> None:
    decrypts_to(aws["kms"], card())
    assert process_payment.handle(changed(**other), None) == {"approved": False}
    assert caplog.messages[0] == f"card refused: sealed for {why}"


@pytest.mark.parametrize("agreed", [False, None, "true", 1])
def test_a_price_that_the_customer_has_not_seen_is_not_charged_nor_the_card_opened(
    aws: dict[str, Stubber], agreed: object
) -> None:
    assert aws
    assert process_payment.handle(changed(agreed=agreed), None) == {"approved": False}


def test_the_largest_card_fits_into_its_encryption() -> None:
    most = {"number": "1" * 19, "name": "x" * 56, "zip": "1" * 10, "securityCode": "1234", "order": SHORT}
    text = json.dumps(most | {"total": "1000.00"}, separators=(",", ":"))
    assert len(text.encode()) <= 190


class Ledger:
    """A provider that books what it charges. lost: how many answers get lost; down: what it can't do today."""

    def __init__(self, *down: str, lost: int = 0) -> None:
        self.booked: set[str] = set()
        self.voided: set[str] = set()
        self._down, self._lost = down, lost

    def charge(self, charge: Charge) -> bool:
        self._work("charge")
        if charge.order_id in self.voided:
            return False
        self.booked.add(charge.order_id)
        if self._lost:
            self._lost -= 1
            raise ConnectionResetError(charge.card.number)
        return True

    def stands(self, order_id: str) -> bool:
        self._work("stands")
        return order_id in self.booked

    def void(self, order_id: str) -> None:
        self._work("void")
        self.voided.add(order_id)
        self.booked.discard(order_id)

    def _work(self, what: str) -> None:
        if what in self._down:
            raise TimeoutError(what)


def with_ledger(monkeypatch: pytest.MonkeyPatch, *down: str, lost: int = 0) -> Ledger:
    ledger = Ledger(*down, lost=lost)
    monkeypatch.setattr(process_payment, "GATEWAY", ledger)
    return ledger


def test_an_answer_that_got_lost_is_unknown_and_asked_for_again(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = with_ledger(monkeypatch, lost=1)
    for _ in range(2):
        decrypts_to(aws["kms"], card())
    with pytest.raises(PaymentUnknownError) as caught:
        process_payment.handle(event(), None)
    assert "1111" not in "".join(traceback.format_exception(caught.value))
    assert process_payment.handle(event(), None) == {"approved": True}
    assert ledger.booked == {ORDER}


ODD: list[object] = [
    None,
    1,
    0,
    "approved",
    "declined",
    "",
    {"approved": True},
    [],
    BaseException,
    SystemExit(0),
]


@pytest.mark.parametrize("answer", [*ODD, KeyboardInterrupt, GeneratorExit, MemoryError], ids=repr)
@pytest.mark.parametrize("action", ["charge", "find"])
def test_an_answer_that_is_neither_yes_nor_no_is_unknown(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch, action: str, answer: object
) -> None:
    provider = Mock(
        **{"charge.side_effect": [answer], "stands.side_effect": [answer], "void.side_effect": SystemExit}
    )
    monkeypatch.setattr(process_payment, "GATEWAY", provider)
    if action == "charge":
        decrypts_to(aws["kms"], card())
    with pytest.raises(PaymentUnknownError, match=r"^payment provider: \w+$"):
        process_payment.handle(event(action), None)


@pytest.mark.parametrize(("charged", "stands"), [(True, True), (False, False)])
def test_what_stands_is_found_and_what_does_not_never_will(
    monkeypatch: pytest.MonkeyPatch, charged: bool, stands: bool
) -> None:
    ledger = with_ledger(monkeypatch)
    ledger.booked |= {ORDER} if charged else set()
    assert process_payment.handle(event("find"), None) == {"approved": stands}
    assert ledger.voided == (set() if stands else {ORDER})


def test_what_cannot_be_found_out_is_voided(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = with_ledger(monkeypatch, "stands")
    ledger.booked.add(ORDER)
    assert process_payment.handle(event("find"), None) == {"approved": False}
    assert not ledger.booked


@pytest.mark.parametrize("action", ["find", "void"])
def test_a_void_that_fails_is_unknown(monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    with_ledger(monkeypatch, "void")
    with pytest.raises(PaymentUnknownError, match=r"^payment provider: TimeoutError$"):
        process_payment.handle(event(action), None)


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
        card(order=None),
        card(order="ig8qUlscSpSPDg9NL2ocE"),
        card(total="27.5"),
        card(total=27.5),
    ],
)
def test_what_decrypts_but_is_no_card_is_declined(
    aws: dict[str, Stubber], caplog: pytest.LogCaptureFixture, plaintext: bytes
) -> None:
    decrypts_to(aws["kms"], plaintext)
    assert process_payment.handle(event(), None) == {"approved": False}
    assert caplog.messages[0] == "card refused: not a card"


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
    aws: dict[str, Stubber], envelope: dict[str, Any]
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
    with caplog.at_level(logging.DEBUG, logger="shop"):
        process_payment.handle(event(), None)
    times_and_threads = vars(logging.makeLogRecord({})).keys() - {"exc_info", "exc_text"}
    told = [
        {key: value for key, value in vars(record).items() if key not in times_and_threads}
        | {"message": record.getMessage()}
        for record in caplog.records
    ]
    logged = json.dumps(told, default=str)
    assert reference(ORDER) in logged
    assert ORDER not in logged
    assert not any(secret in logged for secret in ("1111111111111111", "Ann", "43004", "987"))


def test_a_card_prints_as_nothing_even_in_a_traceback() -> None:
    error = RuntimeError(Card("1111111111111111", "Ann", "43004", "987"))
    assert traceback.format_exception_only(error) == ["RuntimeError: Card()\n"]
