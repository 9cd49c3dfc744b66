"""KMS: what it answers to what can't be decrypted."""

from types import SimpleNamespace

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.system.workarounds.importing import imported


def invalid_ciphertext_is_a_failure() -> bool:
    models = imported("localemu.services.kms.models")
    private = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        models.KmsKey.decrypt_rsa(
            SimpleNamespace(crypto_key=SimpleNamespace(private_key=private)), b"\xff" * 256
        )
    except models.InvalidCiphertextException:
        return False
    except ValueError:
        return True
    raise AssertionError("decrypted")
