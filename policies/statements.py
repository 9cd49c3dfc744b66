"""Policy documents: their statements, and what those allow.

Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import fnmatch
import json
from collections.abc import Iterator, Mapping
from typing import Any

from policies.model import Resource

Statement = Mapping[str, Any]
ROLE = "aws:iam/role:Role"
RIGHTS = "aws:iam/rolePolicy:RolePolicy"
MANAGED = "aws:iam/policy:Policy"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
KEY = "aws:kms/key:Key"
DOCUMENTS = {
    ROLE: "assumeRolePolicy",
    RIGHTS: "policy",
    MANAGED: "policy",
    BUCKET_POLICY: "policy",
    KEY: "policy",
}


def statements(resource: Resource) -> list[Statement]:
    """Return the statements of the policy that a resource holds; a key may leave its policy to AWS."""
    text = resource.props.get(DOCUMENTS[resource.type])
    said = json.loads(text)["Statement"] if text else []
    return [said] if isinstance(said, Mapping) else said


def allowing(resource: Resource) -> Iterator[Statement]:
    return (it for it in statements(resource) if it["Effect"] == "Allow")


def listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def allows(statement: Statement, action: str) -> bool:
    """Tell whether a statement speaks of an action, wildcards included. Actions don't differ by case."""
    return any(fnmatch.fnmatchcase(action.lower(), it.lower()) for it in listed(statement.get("Action")))


def is_for_anyone(statement: Statement) -> bool:
    principal = statement.get("Principal")
    if isinstance(principal, Mapping):
        principal = principal.get("AWS")
    return "*" in listed(principal)
