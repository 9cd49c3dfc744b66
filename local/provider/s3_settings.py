"""S3: what is set on a bucket, each by a resource of its own whose id is the bucket's name.

Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
"""

from typing import ClassVar

from local.provider.iam import document
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties


class BucketSetting(Resource):
    """One setting of a bucket: `put_{verb}`."""

    service = "s3"
    verb: ClassVar[str]
    parameter: ClassVar[str]
    """The parameter of `put_{verb}` that carries the setting."""

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs)
        bucket = request.pop("Bucket")
        getattr(self.client, f"put_{self.verb}")(Bucket=bucket, **{self.parameter: self.setting(request)})
        return bucket, self.outputs_of(bucket)

    def update(self, thing: Existing, new: Properties) -> Properties:
        return self.create({**new, "bucket": thing.id})[1]

    def setting(self, request: Properties) -> Properties | str:
        """Return the parameter's value, made of the request without the bucket."""
        return request

    def outputs_of(self, bucket: str) -> Properties:  # noqa: ARG002 most settings have none
        return {}


class BucketPublicAccessBlock(BucketSetting):
    kind = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
    verb, parameter = "public_access_block", "PublicAccessBlockConfiguration"


class BucketOwnershipControls(BucketSetting):
    kind = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
    verb, parameter = "bucket_ownership_controls", "OwnershipControls"

    def setting(self, request: Properties) -> Properties:
        return {"Rules": [request["Rule"]]}


class BucketServerSideEncryptionConfiguration(BucketSetting):
    kind = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    verb, parameter = "bucket_encryption", "ServerSideEncryptionConfiguration"


class BucketLifecycleConfiguration(BucketSetting):
    kind = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
    verb, parameter = "bucket_lifecycle_configuration", "LifecycleConfiguration"

    def setting(self, request: Properties) -> Properties:
        """A rule for the whole bucket has the empty prefix as its filter."""
        return {"Rules": [{"Filter": {"Prefix": ""}, **rule} for rule in request["Rules"]]}


class BucketPolicy(BucketSetting):
    kind = "aws:s3/bucketPolicy:BucketPolicy"
    verb, parameter = "bucket_policy", "Policy"

    def setting(self, request: Properties) -> str:
        return document(request["Policy"])


class BucketWebsiteConfiguration(BucketSetting):
    kind = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"
    verb, parameter = "bucket_website", "WebsiteConfiguration"
    outputs = frozenset({"websiteDomain", "websiteEndpoint"})

    def outputs_of(self, bucket: str) -> Properties:
        """us-east-2 has the form with a dot.

        Source: docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
        """
        domain = f"s3-website.{self.aws.region}.localhost"
        return {"websiteDomain": domain, "websiteEndpoint": f"{bucket}.{domain}"}
