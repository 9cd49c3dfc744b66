"""A customer's card: decrypted, checked, and never shown, not even by a traceback."""

import base64
import json
import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from handlers.aws import AwsClient, aws_errors, error_code
from handlers.errors import TellableError

_CIPHERTEXT_BYTES = 256  # of an RSA key of 2048 bits
_UNREADABLE = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
_FIELDS = {
    "number": re.compile(r"[0-9]{12,19}"),
    "name": re.compile(r".{1,100}"),
    "zip": re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{1,8}[0-9A-Za-z]"),
    "securityCode": re.compile(r"[0-9]{3,4}"),
    "order": re.compile(r"[0-9A-Za-z_-]{22}"),
    "total": re.compile(r"[0-9]{1,6}\.[0-9]{2}"),
}


class RefusedCardError(TellableError):
    """What was sent is no card that can be charged; the message tells why, never what was sent."""


@dataclass(frozen=True)
class Card:
    """A card's data. It prints as nothing, so no log or traceback can show it."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    zip: str = field(repr=False)
    security_code: str = field(repr=False)


def open_card(
    envelope: object, allowed_keys: Collection[str], order_id: str, total: str, kms: AwsClient
) -> Card:
    """Return the card in `{"keyId", "ciphertext"}`, which belongs to one order and its price alone.

    ciphertext: base64 of the RSA-OAEP-SHA-256 encrypted JSON
    `{"number", "name", "zip", "securityCode", "order", "total"}`, where order is the UUID of the execution's name as 22
    characters of base64url.
    allowed_keys: ARNs of the payment keys in use; no other is asked of KMS.
    Raises RefusedCardError for what can't be decrypted, isn't a card, or is another order's; AwsError when KMS fails.
    Source: docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
    """
    sent: dict[str, Any] = envelope if isinstance(envelope, dict) else {}
    if sent.get("keyId") not in allowed_keys:
        raise RefusedCardError("unknown key")
    data = _parse(_decrypt(sent["keyId"], _ciphertext(sent.get("ciphertext")), kms))
    # One ciphertext names one text of an id: "8A…" is another execution than "8a…", with the same bytes.
    if str(uuid.UUID(bytes=base64.urlsafe_b64decode(data["order"] + "=="))) != order_id:
        raise RefusedCardError("sealed for another order")
    if data["total"] != total:
        raise RefusedCardError("sealed for another total")
    return Card(data["number"], data["name"], data["zip"], data["securityCode"])


def _ciphertext(encoded: object) -> bytes:
    try:
        ciphertext = base64.b64decode(encoded, validate=True) if isinstance(encoded, str) else b""
    except ValueError:
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


def _parse(plaintext: bytes) -> dict[str, str]:
    try:
        data = json.loads(plaintext)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(
        isinstance(data.get(key), str) and shape.fullmatch(data[key]) for key, shape in _FIELDS.items()
    ):
        raise RefusedCardError("not a card")
    return data
