"""What KMS answers to what can't be decrypted by an RSA key.

KMS refuses it as an invalid ciphertext. LocalEmu fails with a 500, which a caller takes for a fault that passes.
Source: docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
"""

import functools
from typing import Any

from local.emulator.when_imported import when_imported

MODELS = "localemu.services.kms.models"


def install() -> None:
    """Refuse what can't be decrypted."""
    when_imported(MODELS, _mend)


def _mend(models: Any) -> None:
    decrypt = models.KmsKey.decrypt_rsa

    @functools.wraps(decrypt)
    def decrypt_rsa(self: Any, encrypted: bytes) -> bytes:
        try:
            return decrypt(self, encrypted)
        except ValueError:
            raise models.InvalidCiphertextException() from None

    models.KmsKey.decrypt_rsa = decrypt_rsa
