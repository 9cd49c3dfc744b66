"""The bucket for the state of all environments."""

import pulumi
import pulumi_aws as aws

from components.private_bucket import PrivateBucket, PrivateBucketArgs, set_policy

OLD_VERSIONS_DAYS = 90


class StateStore(pulumi.ComponentResource):
    """A private, protected bucket that keeps old versions.

    Source: www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3
    """

    bucket_name: pulumi.Output[str]
    """The bucket's name."""
    url: pulumi.Output[str]
    """The URL for `pulumi login`."""

    def __init__(self, name: str, region: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("bootstrap:index:StateStore", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        private = PrivateBucket(name, PrivateBucketArgs(protect=True), child)
        set_policy(name, private, [], child)
        versioning = aws.s3.BucketVersioning(
            f"{name}-versions",
            bucket=private.bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=child,
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=private.bucket.bucket,
            rules=[
                {
                    "id": "old-versions",
                    "status": "Enabled",
                    "filter": {"prefix": ""},
                    "noncurrent_version_expiration": {"noncurrent_days": OLD_VERSIONS_DAYS},
                }
            ],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
        )
        self.bucket_name = private.bucket.bucket
        self.url = pulumi.Output.concat("s3://", self.bucket_name, f"?region={region}&awssdk=v2")
        self.register_outputs({"bucket_name": self.bucket_name, "url": self.url})
