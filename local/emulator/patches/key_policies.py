"""What a KMS key's own policy says.

LocalEmu asks another store than the one where its keys are, so a key's policy has no effect. On AWS no right counts
for a key but those that its policy names, for roles by naming their account: that alone gives nobody a right.
Source: docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
"""

import json
from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

ENFORCER = "localemu.services.iam_enforcement.enforcer"


def install() -> None:
    """Let a key's policy bound what roles may do with the key."""
    when_imported(ENFORCER, _ask_keys)


def _ask_keys(enforcer: Any) -> None:
    policy_of_others = enforcer._get_resource_policy

    def resource_policy(service: str, resource: str, account: str, region: str) -> dict[str, Any] | None:
        if service != "kms":
            return policy_of_others(service, resource, account, region)
        from localemu.services.kms.models import kms_stores  # noqa: PLC0415 loaded when it is needed

        key = kms_stores[account][region].keys.get(resource.rpartition("/")[2])
        return bounds(json.loads(key.policy)) if key else None

    enforcer._get_resource_policy = resource_policy


def bounds(policy: Mapping[str, Any]) -> dict[str, Any]:
    """Return a key's policy as a denial of every action that it doesn't allow, and its own denials.

    Under which conditions it allows an action is not looked at: role policies have conditions of their own.
    """
    statements = _listed(policy["Statement"])
    allowed = [action for it in statements if it["Effect"] == "Allow" for action in _listed(it["Action"])]
    others = {"Effect": "Deny", "Principal": "*", "NotAction": allowed, "Resource": "*"}
    return {"Statement": [others, *(it for it in statements if it["Effect"] == "Deny")]}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
