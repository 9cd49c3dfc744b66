"""What is sealed here opens with any other RSA-OAEP SHA-256."""

import base64

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from local.sealing import seal

OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


@pytest.fixture(scope="module", name="key")
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def public_half(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("text", ["", '{"number": "1111111111111111"}', "é" * 95])
def test_what_is_sealed_opens(key: rsa.RSAPrivateKey, text: str) -> None:
    sealed = base64.b64decode(seal(public_half(key), text))
    assert len(sealed) == 256
    assert key.decrypt(sealed, OAEP).decode() == text


def test_the_same_text_is_sealed_differently_each_time(key: rsa.RSAPrivateKey) -> None:
    assert seal(public_half(key), "a") != seal(public_half(key), "a")


def test_a_text_too_long_for_the_key_is_refused(key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(ValueError, match="Encryption failed"):
        seal(public_half(key), "x" * 191)
