"""CloudTrail: what it keeps of a call."""

from typing import Any

from tests.system.workarounds.importing import imported


def decrypted_text_is_kept() -> bool:
    return "plaintext" in _decryption()["responseElements"]


def ciphertext_is_kept() -> bool:
    return "ciphertextBlob" in _decryption()["requestParameters"]


def _decryption() -> dict[str, Any]:
    """Return the event of a decryption as CloudTrail has it."""
    event = imported("localemu.services.cloudtrail.event_store").create_event_from_context(
        service_name="kms",
        operation_name="Decrypt",
        service_request={"KeyId": "key", "CiphertextBlob": b"sealed"},
        response_elements={"KeyId": "key", "Plaintext": b"open"},
    )
    assert event.request_parameters["keyId"] == "key"
    return {"requestParameters": event.request_parameters, "responseElements": event.response_elements or {}}
