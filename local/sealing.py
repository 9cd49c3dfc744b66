"""RSA-OAEP with SHA-256, as the page's WebCrypto does it, for the one order that the command prints.

The emulator's own Encrypt seals in a form of its own, and the program needs no cryptography package.
Source: www.rfc-editor.org/rfc/rfc8017#section-7.1.1
"""

import base64
import hashlib
import secrets
import uuid

HASH_BYTES = 32
LENGTH_IN_MORE_BYTES = 0x80


def seal(public_key: str, text: str) -> str:
    """Return base64 of `text` encrypted for a key; ValueError if it is too long for it.

    public_key: base64 of the DER-encoded SubjectPublicKeyInfo, as KMS gives it. A key of 2048 bits takes 190 bytes.
    """
    modulus, exponent = _numbers(base64.b64decode(public_key))
    size = (modulus.bit_length() + 7) // 8
    padded = int.from_bytes(_padded(text.encode(), size))
    return base64.b64encode(pow(padded, exponent, modulus).to_bytes(size)).decode()


def sealed_name(order: uuid.UUID) -> str:
    """Return an order's name as it is sealed with a card: 22 characters of base64url."""
    return base64.urlsafe_b64encode(order.bytes).decode().rstrip("=")


def _padded(message: bytes, size: int) -> bytes:
    room = size - 2 * HASH_BYTES - 2
    if len(message) > room:
        raise ValueError(f"{len(message)} bytes are too many for a key that takes {room}")
    block = hashlib.sha256(b"").digest() + bytes(room - len(message)) + b"\x01" + message
    seed = secrets.token_bytes(HASH_BYTES)
    masked = _xor(block, _mask(seed, len(block)))
    return b"\x00" + _xor(seed, _mask(masked, HASH_BYTES)) + masked


def _mask(seed: bytes, length: int) -> bytes:
    """MGF1 of the same document's appendix B.2.1."""
    rounds = range(-(-length // HASH_BYTES))
    return b"".join(hashlib.sha256(seed + count.to_bytes(4)).digest() for count in rounds)[:length]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _numbers(spki: bytes) -> tuple[int, int]:
    """Return modulus and exponent. Source: www.rfc-editor.org/rfc/rfc3279#section-2.3.1"""
    content, _ = _value(spki)
    _, after_algorithm = _value(content)
    bits, _ = _value(after_algorithm)
    key, _ = _value(bits[1:])  # the first byte counts the unused bits, none here
    modulus, after_modulus = _value(key)
    exponent, _ = _value(after_modulus)
    return int.from_bytes(modulus), int.from_bytes(exponent)


def _value(der: bytes) -> tuple[bytes, bytes]:
    """Return the content of the first DER value, and what follows it."""
    length, start = der[1], 2
    if length >= LENGTH_IN_MORE_BYTES:
        start += length - LENGTH_IN_MORE_BYTES
        length = int.from_bytes(der[2:start])
    return der[start : start + length], der[start + length :]
