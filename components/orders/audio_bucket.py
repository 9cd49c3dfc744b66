"""Where recordings are kept: private, for a short time, and reached only by presigned links."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.orders.iam import Statement
from components.private_bucket import PrivateBucket, PrivateBucketArgs, set_policy

ORDERS, PHRASES = "orders/", "phrases/"
_PHRASE_RETENTION_DAYS = 30  # a phrase that is still in use is recorded again once a month


@dataclass(frozen=True, kw_only=True)
class AudioBucketArgs:
    """How long recordings are kept."""

    retention_days: int
    """How long an order's recording is kept, 1 or more."""
    protect: bool
    """Refuse to destroy the bucket."""


class AudioBucket(pulumi.ComponentResource):
    """`orders/` holds one recording per order, `phrases/` the fixed phrases that recordings are made of.

    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
    """

    bucket_name: pulumi.Output[str]
    """The bucket's name."""
    host: pulumi.Output[str]
    """The host in links to recordings."""

    def __init__(self, name: str, args: AudioBucketArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:AudioBucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        private = PrivateBucket(name, PrivateBucketArgs(protect=args.protect), child)
        set_policy(name, private, [], child)
        self.bucket_name, self._arn, self.host = private.bucket.bucket, private.bucket.arn, private.host
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=self.bucket_name,
            rules=[
                {"id": rule, "status": "Enabled", "filter": {"prefix": prefix}, "expiration": {"days": days}}
                for rule, prefix, days in (
                    ("orders", ORDERS, args.retention_days),
                    ("phrases", PHRASES, _PHRASE_RETENTION_DAYS),
                )
            ],
            opts=child,
        )
        self.register_outputs({"bucket_name": self.bucket_name, "host": self.host})

    def may_keep_recordings(self) -> Statement:
        """Return the right to read and write recordings and phrases, also to sign links. Nobody may list them."""
        objects = [pulumi.Output.concat(self._arn, "/", prefix, "*") for prefix in (ORDERS, PHRASES)]
        return {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": objects}
