"""A customer's card: decrypted, checked, and never shown, not even by a traceback."""

import base64
import binascii
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code

_CIPHERTEXT_BYTES = 256  # of an RSA key of 2048 bits
_UNREADABLE = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
_FIELDS = {
    "number": re.compile(r"[0-9]{12,19}"),
    "name": re.compile(r".{1,100}"),
    "zip": re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{1,8}[0-9A-Za-z]"),
    "securityCode": re.compile(r"[0-9]{3,4}"),
}


class RefusedCardError(Exception):
    """What was sent is no card that can be charged; the message tells why, never what was sent."""


@dataclass(frozen=True)
class Card:
    """A card's data. It prints as nothing, so no log or traceback can show it."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    zip: str = field(repr=False)
    security_code: str = field(repr=False)


def open_card(envelope: dict[str, Any], kms: AwsClient, allowed_keys: Collection[str]) -> Card:
    """Decrypt and check the card in `{"keyId", "ciphertext"}`.

    ciphertext: base64 of the RSA-OAEP-SHA-256 encrypted JSON `{"number", "name", "zip", "securityCode"}`.
    allowed_keys: ARNs of the payment keys in use; no other is asked of KMS.
    Raises RefusedCardError for what can't be read or isn't a card, AwsError when KMS fails.
    Source: docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
    """
    if envelope.get("keyId") not in allowed_keys:
        raise RefusedCardError("unknown key")
    return _parse(_decrypt(envelope["keyId"], _ciphertext(envelope.get("ciphertext")), kms))


def _ciphertext(encoded: object) -> bytes:
    try:
        ciphertext = base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else b""
    except (binascii.Error, ValueError):
        ciphertext = b""
    if len(ciphertext) != _CIPHERTEXT_BYTES:
        raise RefusedCardError("no ciphertext")
    return ciphertext


def _decrypt(key_id: str, ciphertext: bytes, kms: AwsClient) -> bytes:
    with aws_errors("kms:Decrypt"):
        try:
            answer = kms.decrypt(
                KeyId=key_id, CiphertextBlob=ciphertext, EncryptionAlgorithm="RSAES_OAEP_SHA_256"
            )
        except ClientError as error:
            if error_code(error) in _UNREADABLE:
                raise RefusedCardError("undecryptable") from None
            raise
    return answer["Plaintext"]


def _parse(plaintext: bytes) -> Card:
    try:
        data = json.loads(plaintext)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(_fits(data.get(key), shape) for key, shape in _FIELDS.items()):
        raise RefusedCardError("not a card")
    return Card(data["number"], data["name"], data["zip"], data["securityCode"])


def _fits(value: object, shape: re.Pattern[str]) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None
