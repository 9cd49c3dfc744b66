"""Buckets: private, encrypted, TLS only."""

from policies.documents import Statement, allowing, statements
from policies.model import Resource, sequence

BUCKET = "aws:s3/bucket:Bucket"
READING = ("s3:Get*", "s3:List*")
WRITING = ("s3:Put*", "s3:Delete*", "s3:Create*", "s3:Restore*", "s3:Replicate*", "s3:AbortMultipartUpload")
# Source: docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
NOT_FOR_OTHERS = (
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
)


def nobody_unknown_reads(policy: Resource) -> bool:
    return not any(it.admits_anyone and any(map(it.may, READING)) for it in allowing(policy))


def nobody_unknown_writes(policy: Resource) -> bool:
    return not any(it.admits_anyone and any(map(it.may, WRITING)) for it in allowing(policy))


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


def encrypts(configuration: Resource) -> bool:
    rules = sequence(configuration.get("rules"))
    algorithms = [it["applyServerSideEncryptionByDefault"]["sseAlgorithm"] for it in rules]
    return bool(algorithms) and set(algorithms) <= {"AES256", "aws:kms", "aws:kms:dsse"}
