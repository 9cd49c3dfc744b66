"""Buckets: private, encrypted, TLS only."""

from policies.documents import Statement, allowing, statements
from policies.model import Graph, Resource, sequence
from policies.rule import ResourceRule, Rule, StackRule

S3 = ("aws:s3/*", "aws:s3control/*")
BUCKET = "aws:s3/bucket:Bucket"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
PUBLIC_ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LOGGING = "aws:s3/bucketLogging:BucketLogging"
WEBSITE = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
GUARDS = (BUCKET_POLICY, ENCRYPTION, OWNERSHIP, PUBLIC_ACCESS)
SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
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


def blocks_public_access(block: Resource) -> bool:
    return all(block.get(switch) is True for switch in SWITCHES)


def knows_no_acls(controls: Resource) -> bool:
    return controls.get("rule.objectOwnership") == "BucketOwnerEnforced"


def encrypts(configuration: Resource) -> bool:
    rules = sequence(configuration.get("rules"))
    algorithms = [it["applyServerSideEncryptionByDefault"]["sseAlgorithm"] for it in rules]
    return bool(algorithms) and set(algorithms) <= {"AES256", "aws:kms", "aws:kms:dsse"}


def is_no_website(website: Resource) -> bool:
    return website.get("redirectAllRequestsTo.protocol") == "https"


def has_every_guard(bucket: Resource, graph: Graph) -> bool:
    return all(graph.referring(kind, "bucket", bucket) for kind in GUARDS)


def is_logged(bucket: Resource, graph: Graph) -> bool:
    return bool(graph.referring(LOGGING, "bucket", bucket))


def lets_objects_expire(bucket: Resource, graph: Graph) -> bool:
    return bool(graph.referring(LIFECYCLE, "bucket", bucket))


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="S3.2",
        types=S3,
        says="No bucket can be read by anyone",
        fix="name who may read",
        severity="critical",
        holds=nobody_unknown_reads,
    ),
    ResourceRule(
        name="S3.3",
        types=S3,
        says="No bucket can be written by anyone",
        fix="name who may write",
        severity="critical",
        holds=nobody_unknown_writes,
    ),
    ResourceRule(
        name="S3.5",
        types=(BUCKET_POLICY,),
        says="A bucket refuses every request without TLS",
        fix="deny s3:* to all where aws:SecureTransport is false",
        severity="medium",
        holds=refuses_plain_http,
    ),
    ResourceRule(
        name="S3.6",
        types=S3,
        says="No bucket's policy lets an account change the bucket's own settings",
        fix="leave these actions out of the bucket's policy",
        severity="high",
        holds=leaves_settings_to_the_owner,
    ),
    ResourceRule(
        name="S3.8",
        types=(PUBLIC_ACCESS,),
        says="A bucket blocks public access",
        fix="set all four switches",
        severity="high",
        holds=blocks_public_access,
    ),
    StackRule(
        name="S3.9",
        types=(BUCKET,),
        says="Requests to a bucket are logged",
        fix="give the bucket a BucketLogging",
        severity="medium",
        holds=is_logged,
    ),
    ResourceRule(
        name="S3.12",
        types=(OWNERSHIP,),
        says="No bucket has access control lists",
        fix="set objectOwnership to BucketOwnerEnforced",
        severity="medium",
        holds=knows_no_acls,
    ),
    StackRule(
        name="S3.13",
        types=(BUCKET,),
        says="Objects of a bucket expire",
        fix="give the bucket a BucketLifecycleConfiguration",
        severity="low",
        holds=lets_objects_expire,
    ),
    ResourceRule(
        name="bucket-is-encrypted",
        types=(ENCRYPTION,),
        says="A bucket encrypts what it holds",
        fix="set an sseAlgorithm",
        severity="medium",
        source="docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
        holds=encrypts,
    ),
    ResourceRule(
        name="bucket-is-no-website",
        types=(WEBSITE,),
        says="No bucket is a website, which would know neither TLS nor who asks",
        fix="put CloudFront before the bucket",
        severity="high",
        source="docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
        holds=is_no_website,
    ),
    StackRule(
        name="bucket-has-its-guards",
        types=(BUCKET,),
        says="A bucket has a policy, encryption, one owner and a public access block of its own",
        fix="make it a PrivateBucket (components/private_bucket.py)",
        severity="high",
        source="docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
        holds=has_every_guard,
    ),
)
