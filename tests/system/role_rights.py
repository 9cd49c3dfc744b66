"""The roles of the running shop: what their policies say, by IAM's own answers, and sessions of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from components.project import NAME
from local.provider import Aws
from tests.running import RunningShop
from tests.system.role_calls import Attempt

ANY_ROLE_OF_THE_ACCOUNT = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
    "Action": "sts:AssumeRole",
}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Role:
    """A role of the stack and everything that its inline and attached policies say."""

    name: str
    arn: str
    statements: tuple[Mapping[str, Any], ...]

    @property
    def grants(self) -> Iterator[tuple[str, str]]:
        """Yield each pair of an action and a resource that the role's policies name."""
        for statement in self.statements:
            assert statement["Effect"] == "Allow", f"{self.name}: only what is allowed is understood here"
            for action in listed(statement["Action"]):
                for resource in listed(statement["Resource"]):
                    yield action, resource

    def may(self, attempt: Attempt) -> bool:
        """Return whether the role's policies, read word by word, allow an attempt."""
        return any(
            attempt.action in listed(statement["Action"])
            and any(fnmatchcase(attempt.resource, resource) for resource in listed(statement["Resource"]))
            and _holds(statement.get("Condition", {}), attempt)
            for statement in self.statements
        )


def _holds(condition: Mapping[str, Mapping[str, Any]], attempt: Attempt) -> bool:
    if not condition:
        return True
    if "ForAllValues:StringEquals" in condition:  # of attributes: the attempts name the key's alone, or none
        return True
    [(operator, operands)] = condition.items()
    assert (operator, set(operands)) == ("StringEquals", {"kms:EncryptionAlgorithm"}), condition
    return attempt.algorithm in listed(operands["kms:EncryptionAlgorithm"])


def roles_of(shop: RunningShop) -> list[Role]:
    """Return the stack's roles, which its tags tell from those that tests make."""
    iam = shop.client("iam")
    found = []
    for page in iam.get_paginator("list_roles").paginate():
        for role in page["Roles"]:
            tags = {tag["Key"]: tag["Value"] for tag in iam.list_role_tags(RoleName=role["RoleName"])["Tags"]}
            if tags.get("Project") == NAME:
                statements = tuple(_statements(iam, role["RoleName"]))
                found.append(Role(role["RoleName"], role["Arn"], statements))
    return found


def _statements(iam: Any, role: str) -> Iterator[Mapping[str, Any]]:
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        policy = iam.get_role_policy(RoleName=role, PolicyName=name)
        yield from listed(policy["PolicyDocument"]["Statement"])
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        arn = attached["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        policy = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]
        yield from listed(policy["Document"]["Statement"])


def session(shop: RunningShop, role: Role) -> Aws:
    """Take a role itself, for an hour; it trusts the deployer only while it is taken."""
    iam = shop.client("iam")
    trust = iam.get_role(RoleName=role.name)["Role"]["AssumeRolePolicyDocument"]
    open_trust = trust | {"Statement": [*trust["Statement"], ANY_ROLE_OF_THE_ACCOUNT]}
    try:
        iam.update_assume_role_policy(RoleName=role.name, PolicyDocument=json.dumps(open_trust))
        taken = shop.client("sts").assume_role(RoleArn=role.arn, RoleSessionName="matrix")
    finally:
        iam.update_assume_role_policy(RoleName=role.name, PolicyDocument=json.dumps(trust))
    return shop.seen_with(taken["Credentials"])
