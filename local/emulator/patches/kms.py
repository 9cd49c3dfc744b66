"""A key's own policy limits what roles may do with it; an invalid ciphertext is refused as such; CloudTrail's events
hold neither ciphertext nor plaintext.

LocalEmu
- answers 500 to a ciphertext that it can't decrypt, which callers retry. KMS answers InvalidCiphertextException;
- keeps ciphertext and plaintext in CloudTrail's events, where KMS leaves them out: every card would lie open;
- looks for a key's policy in another store than its keys are in, so the policy has no effect. On AWS nobody has a right
  to a key unless its policy allows it; a policy that names the account leaves the decision to the policies of roles.
Sources: docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html,
docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html,
docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of

MODELS = "localemu.services.kms.models"


@instead_of(MODELS, "KmsKey.decrypt_rsa")
def refuse_what_is_no_ciphertext(decrypt_rsa: Any, key: Any, encrypted: bytes) -> bytes:
    try:
        return decrypt_rsa(key, encrypted)
    except ValueError:
        raise import_module(MODELS).InvalidCiphertextException() from None


@instead_of("localemu.services.cloudtrail.event_store", "create_event_from_context")
def keep_decryptions_closed(create_event: Any, service_name: str, operation_name: str, **given: Any) -> Any:
    if (service_name, operation_name) == ("kms", "Decrypt"):
        request = given.get("service_request") or {}
        kept = {name: value for name, value in request.items() if name != "CiphertextBlob"}
        given |= {"service_request": kept, "response_elements": None}
    return create_event(service_name, operation_name, **given)


@instead_of("localemu.services.iam_enforcement.enforcer", "_get_resource_policy")
def ask_the_key(policy_of_others: Any, service: str, resource: str, account: str, region: str) -> Any:
    if service != "kms":
        return policy_of_others(service, resource, account, region)
    key = import_module(MODELS).kms_stores[account][region].keys.get(resource.rpartition("/")[2])
    return bounds(json.loads(key.policy)) if key else None


def bounds(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Return a key's policy as a denial of every action that it doesn't allow, and its own denials.

    The conditions of its Allow statements are ignored: the policies of roles have their own.
    """
    statements = listed(policy["Statement"])
    allowed = [action for it in statements if it["Effect"] == "Allow" for action in listed(it["Action"])]
    others = {"Effect": "Deny", "Principal": "*", "NotAction": allowed, "Resource": "*"}
    return {"Statement": [others, *(it for it in statements if it["Effect"] == "Deny")]}


def listed(value: Any) -> list[Any]:
    """Return a value or a list as a list."""
    return value if isinstance(value, list) else [value]
