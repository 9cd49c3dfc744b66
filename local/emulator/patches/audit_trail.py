"""What CloudTrail keeps of a decryption.

KMS leaves the ciphertext and the plaintext out of its events. LocalEmu's keep both: every card would lie open in the
audit trail of the local run.
Source: docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
"""

import functools
from typing import Any

from local.emulator.when_imported import when_imported

EVENT_STORE = "localemu.services.cloudtrail.event_store"
CIPHERTEXT = "CiphertextBlob"


def install() -> None:
    """Keep what was decrypted out of CloudTrail's events."""
    when_imported(EVENT_STORE, _mend)


def _mend(store: Any) -> None:
    create = store.create_event_from_context

    @functools.wraps(create)
    def create_event(service_name: str, operation_name: str, **given: Any) -> Any:
        if (service_name, operation_name) == ("kms", "Decrypt"):
            request = given.get("service_request") or {}
            kept = {name: value for name, value in request.items() if name != CIPHERTEXT}
            given |= {"service_request": kept, "response_elements": None}
        return create(service_name, operation_name, **given)

    store.create_event_from_context = create_event
