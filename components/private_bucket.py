"""A bucket as every bucket of this project is: private, encrypted, with one owner, TLS only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class PrivateBucketArgs:
    """protect: refuse to destroy the bucket. Without it, destroying the bucket destroys what it holds.

    public_website: the one exception, marked as such: anyone may read it, over HTTP too.
    """

    protect: bool = False
    public_website: bool = False


class PrivateBucket(pulumi.ComponentResource):
    """An S3 bucket with its public access block, ownership and encryption; `allow` gives it its policy.

    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
    """

    def __init__(
        self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("gopizza:index:PrivateBucket", name, None, opts)
        self._name, self._args = name, args
        self.bucket = aws.s3.Bucket(
            name,
            force_destroy=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect),
        )
        self._public_access = self._close(pulumi.ResourceOptions(parent=self))
        self.host = self.bucket.bucket_regional_domain_name
        self.register_outputs({"bucket_name": self.bucket.bucket, "host": self.host})

    def _close(self, child: pulumi.ResourceOptions) -> aws.s3.BucketPublicAccessBlock:
        closed = not self._args.public_website
        aws.s3.BucketOwnershipControls(
            f"{self._name}-owner",
            bucket=self.bucket.bucket,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{self._name}-encryption",
            bucket=self.bucket.bucket,
            rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
            opts=child,
        )
        return aws.s3.BucketPublicAccessBlock(
            f"{self._name}-public-access",
            bucket=self.bucket.bucket,
            block_public_acls=True,
            ignore_public_acls=True,
            block_public_policy=closed,
            restrict_public_buckets=closed,
            opts=child,
        )

    def allow(self, statements: Sequence[Mapping[str, Any]] = ()) -> aws.s3.BucketPolicy:
        """Set the bucket's policy: `statements`, and nothing over plain HTTP unless it is a public website.

        Called once, by the component that owns the bucket; apart from the constructor because a statement may
        name what in turn needs the bucket, such as a CloudFront distribution.
        """
        tls_only = () if self._args.public_website else (self._tls_only(),)
        return aws.s3.BucketPolicy(
            f"{self._name}-policy",
            bucket=self.bucket.bucket,
            policy=pulumi.Output.json_dumps(
                {"Version": "2012-10-17", "Statement": [*statements, *tls_only]}, sort_keys=True
            ),
            # A public policy is refused while the account's default still blocks it.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[self._public_access]),
        )

    def _tls_only(self) -> dict[str, Any]:
        return {
            "Sid": "TlsOnly",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [self.bucket.arn, pulumi.Output.concat(self.bucket.arn, "/*")],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
