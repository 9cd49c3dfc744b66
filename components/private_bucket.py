"""A bucket like all of this project: private, encrypted, with one owner, TLS only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class PrivateBucketArgs:
    """How the bucket is kept."""

    protect: bool = False
    """Refuse to destroy the bucket. Without it, destroying the bucket destroys what it holds."""
    public_website: bool = False
    """Let anyone read it, over HTTP too: the one exception."""


class PrivateBucket(pulumi.ComponentResource):
    """An S3 bucket with its public access block, ownership and encryption; `set_policy` gives it its policy.

    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """

    bucket_name: pulumi.Output[str]
    """The bucket's name."""
    host: pulumi.Output[str]
    """Its host in its region."""

    def __init__(
        self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("gopizza:index:PrivateBucket", name, None, opts)
        self.is_public = args.public_website
        self.bucket = aws.s3.Bucket(
            name,
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self.public_access = self._close(name, pulumi.ResourceOptions(parent=self))
        self.bucket_name = self.bucket.bucket
        self.host = self.bucket.bucket_regional_domain_name
        self.register_outputs({"bucket_name": self.bucket_name, "host": self.host})

    def _close(self, name: str, child: pulumi.ResourceOptions) -> aws.s3.BucketPublicAccessBlock:
        closed = not self.is_public
        aws.s3.BucketOwnershipControls(
            f"{name}-owner",
            bucket=self.bucket.bucket,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=self.bucket.bucket,
            rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
            opts=child,
        )
        return aws.s3.BucketPublicAccessBlock(
            f"{name}-public-access",
            bucket=self.bucket.bucket,
            block_public_acls=True,
            ignore_public_acls=True,
            block_public_policy=closed,
            restrict_public_buckets=closed,
            opts=child,
        )


def set_policy(
    name: str, private: PrivateBucket, statements: Sequence[Mapping[str, Any]], opts: pulumi.ResourceOptions
) -> aws.s3.BucketPolicy:
    """Set a bucket's policy: `statements`, and nothing over plain HTTP unless it is a public website.

    Call it once, from the component that owns the bucket. It is separate because a statement may name a resource that
    needs the bucket, such as a CloudFront distribution.
    """
    tls_only = [] if private.is_public else [_tls_only(private.bucket)]
    document = {"Version": "2012-10-17", "Statement": [*statements, *tls_only]}
    return aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=private.bucket.bucket,
        policy=pulumi.Output.json_dumps(document, sort_keys=True),
        # A public policy is refused as long as the bucket's access block is still the default.
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=[private.public_access])),
    )


def _tls_only(bucket: aws.s3.Bucket) -> dict[str, Any]:
    return {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [bucket.arn, pulumi.Output.concat(bucket.arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
