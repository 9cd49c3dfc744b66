"""S3: what is set on a bucket, also on bootstrap's.

Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
"""

from typing import ClassVar

from local.provider import s3
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class BucketSetting(WholeResource):
    """It is put by `put_{noun}`, read by `get_{noun}` and taken away by `delete_{noun}`, or else by the remover."""

    import_id = ("bucket",)
    remover: ClassVar[str | None] = None

    @property
    def noun(self) -> str:
        """What the operations are named by."""
        return self.conformance.create.removeprefix("put_")

    def look(self, thing: Existing) -> Seen:
        answer = getattr(self.client, f"get_{self.noun}")(Bucket=thing.id)
        payload = self.takes(self.conformance.create).serialization["payload"]
        setting = answer.get(payload, answer)  # some answers have its members at the top
        return Seen(self.made(thing.state, {})[1], {**self.told(setting), "Bucket": thing.id})

    def delete(self, thing: Existing) -> None:
        getattr(self.client, self.remover or f"delete_{self.noun}")(Bucket=thing.id)


class BucketPublicAccessBlock(BucketSetting):
    kind = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"


class BucketOwnershipControls(BucketSetting):
    kind = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"

    def told(self, answer: Properties) -> Properties:
        return {"Rules": answer["Rules"][0]}


class BucketServerSideEncryptionConfiguration(BucketSetting):
    kind = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"


class BucketLifecycleConfiguration(BucketSetting, s3.BucketLifecycleConfiguration):
    remover = "delete_bucket_lifecycle"


class BucketPolicy(BucketSetting):
    kind = "aws:s3/bucketPolicy:BucketPolicy"

    def told(self, answer: Properties) -> Properties:
        return {"Policy": answer}


class BucketWebsiteConfiguration(BucketSetting):
    kind = "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"


class BucketCorsConfiguration(BucketSetting):
    kind = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"


class BucketVersioning(BucketSetting):
    """A bucket that ever kept versions can't stop to know them: deleting this suspends them."""

    kind = "aws:s3/bucketVersioning:BucketVersioning"

    def delete(self, thing: Existing) -> None:
        self.client.put_bucket_versioning(Bucket=thing.id, VersioningConfiguration={"Status": "Suspended"})
