"""RSA-OAEP with SHA-256, like the page's WebCrypto, for the order that the command prints.

The emulator's Encrypt uses its own format.
"""

import base64
import uuid
from typing import cast

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)


def seal(public_key: bytes, text: str) -> str:
    """Return `text` encrypted for a key, in base64; ValueError if it is too long for the key.

    public_key: the DER-encoded SubjectPublicKeyInfo, as from KMS. A key of 2048 bits can encrypt 190 bytes.
    """
    key = cast(rsa.RSAPublicKey, serialization.load_der_public_key(public_key))
    return base64.b64encode(key.encrypt(text.encode(), OAEP)).decode()


def sealed_name(order: uuid.UUID) -> str:
    """Return an order's name as it is encrypted with a card: 22 characters of base64url."""
    return base64.urlsafe_b64encode(order.bytes).decode().rstrip("=")
