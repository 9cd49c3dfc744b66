"""RSA-OAEP with SHA-256, as the page's WebCrypto does it, for the one order that the command prints.

The emulator's own Encrypt seals in a form of its own.
"""

import base64
import uuid
from typing import cast

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)


def seal(public_key: bytes, text: str) -> str:
    """Return base64 of `text` encrypted for a key; ValueError if it is too long for it.

    public_key: the DER-encoded SubjectPublicKeyInfo, as KMS gives it. A key of 2048 bits takes 190 bytes.
    """
    key = cast(rsa.RSAPublicKey, serialization.load_der_public_key(public_key))
    return base64.b64encode(key.encrypt(text.encode(), OAEP)).decode()


def sealed_name(order: uuid.UUID) -> str:
    """Return an order's name as it is sealed with a card: 22 characters of base64url."""
    return base64.urlsafe_b64encode(order.bytes).decode().rstrip("=")
