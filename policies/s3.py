"""Policies of buckets: TLS only, settings are the owner's."""

from policies.documents import Statement, allowing, statements
from policies.model import Resource

# Source: docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
NOT_FOR_OTHERS = (
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
)


def refuses_plain_http(policy: Resource) -> bool:
    return any(_refuses_plain_http(it) for it in statements(policy))


def _refuses_plain_http(statement: Statement) -> bool:
    """Tell whether a statement keeps everybody from everything in bucket and objects, and asks for nothing else."""
    objects = {it.removesuffix("/*") for it in statement.resources if it.endswith("/*")}
    return (
        not statement.allows
        and ("aws", "*") in statement.principals
        and not {"*", "s3:*"}.isdisjoint(it.lower() for it in statement.actions)
        and bool(objects & set(statement.resources))
        and statement.conditions == {("bool", "aws:securetransport"): ["false"]}
    )


def leaves_settings_to_the_owner(policy: Resource) -> bool:
    outside = [it for it in allowing(policy) if {kind for kind, _ in it.principals} != {"service"}]
    return not any(any(map(it.may, NOT_FOR_OTHERS)) for it in outside)
