"""S3: what is set on a bucket, also on bootstrap's.

Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
"""

from typing import ClassVar

from local.provider import s3_settings
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class BucketSetting(WholeResource, s3_settings.BucketSetting):
    """It is read by `get_{verb}` and taken away by `delete_{verb}`, or else by the remover."""

    import_id = ("bucket",)
    remover: ClassVar[str | None] = None

    def look(self, thing: Existing) -> Seen:
        answer = getattr(self.client, f"get_{self.verb}")(Bucket=thing.id)
        setting = answer.get(self.parameter, answer)  # some answers have its members at the top
        return Seen(self.outputs_of(thing.id), {**self.told(setting), "Bucket": thing.id})

    def delete(self, thing: Existing) -> None:
        getattr(self.client, self.remover or f"delete_{self.verb}")(Bucket=thing.id)


class BucketPublicAccessBlock(BucketSetting, s3_settings.BucketPublicAccessBlock):
    pass


class BucketOwnershipControls(BucketSetting, s3_settings.BucketOwnershipControls):
    def told(self, answer: Properties) -> Properties:
        return {"Rule": answer["Rules"][0]}


class BucketServerSideEncryptionConfiguration(
    BucketSetting, s3_settings.BucketServerSideEncryptionConfiguration
):
    pass


class BucketLifecycleConfiguration(BucketSetting, s3_settings.BucketLifecycleConfiguration):
    remover = "delete_bucket_lifecycle"


class BucketPolicy(BucketSetting, s3_settings.BucketPolicy):
    def told(self, answer: Properties) -> Properties:
        return {"Policy": answer}


class BucketWebsiteConfiguration(BucketSetting, s3_settings.BucketWebsiteConfiguration):
    pass


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
