"""S3: what bootstrap's bucket and other programs' have beside the shop's.

Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
"""

from local.provider.resource import Existing
from local.provider.s3_settings import BucketSetting
from local.provider.shapes import Properties


class BucketCorsConfiguration(BucketSetting):
    kind = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"
    verb, parameter = "bucket_cors", "CORSConfiguration"


class BucketVersioning(BucketSetting):
    """A bucket that ever kept versions can't stop to know them: deleting this suspends them."""

    kind = "aws:s3/bucketVersioning:BucketVersioning"
    verb, parameter = "bucket_versioning", "VersioningConfiguration"

    def setting(self, request: Properties) -> Properties:
        return request["VersioningConfiguration"]

    def delete(self, thing: Existing) -> None:
        self.client.put_bucket_versioning(Bucket=thing.id, VersioningConfiguration={"Status": "Suspended"})
