"""CloudTrail: what it keeps of a call."""

from types import SimpleNamespace
from typing import Any

from tests.system.workarounds.importing import imported


def decrypted_text_is_kept() -> bool:
    return "plaintext" in _decryption()["responseElements"]


def ciphertext_is_kept() -> bool:
    return "ciphertextBlob" in _decryption()["requestParameters"]


def items_and_lines_of_logs_are_recorded() -> bool:
    record = imported("localemu.services.cloudtrail.recording_hook").cloudtrail_activity_handler
    for service, operation in (("dynamodb", "UpdateItem"), ("logs", "PutLogEvents"), ("kms", "CreateKey")):
        context = SimpleNamespace(
            service=SimpleNamespace(service_name=service),
            operation=SimpleNamespace(name=operation),
            request=None,
        )
        record(None, context, SimpleNamespace(status_code=200))
    events = imported("localemu.services.cloudtrail.event_store").get_event_store().get_recent()
    recorded = {event.event_name for event in events}
    assert "CreateKey" in recorded, "whoever manages something is recorded"
    return bool({"UpdateItem", "PutLogEvents"} & recorded)


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
