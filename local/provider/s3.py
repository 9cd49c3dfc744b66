"""S3. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html"""

import base64
import mimetypes
from urllib.parse import urlencode

from local.provider.assets import asset_bytes
from local.provider.resource import TAGS_ALL, Resource
from local.provider.shapes import Properties


class Bucket(Resource):
    kind = "aws:s3/bucket:Bucket"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        location = {"LocationConstraint": self.aws.region}
        self.client.create_bucket(Bucket=inputs["bucket"], CreateBucketConfiguration=location)
        if tags := inputs.get(TAGS_ALL):
            self._tag(inputs["bucket"], tags)
        return self.made(inputs, {})

    def _tag(self, name: str, tags: dict[str, str]) -> None:
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        self.client.put_bucket_tagging(Bucket=name, Tagging={"TagSet": pairs})


class BucketObject(Resource):
    kind = "aws:s3/bucketObjectv2:BucketObjectv2"

    def request(self, inputs: Properties) -> Properties:
        guessed = mimetypes.guess_type(inputs["key"])[0] or "application/octet-stream"
        return {"ContentType": guessed, **super().request(inputs)}

    def tags(self, inputs: Properties) -> Properties:
        return {"Tagging": urlencode(inputs[TAGS_ALL])} if inputs.get(TAGS_ALL) else {}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return self.made(
            inputs,
            self.client.put_object(**self.request(inputs), **self.tags(inputs), Body=self._body(inputs)),
        )

    def made(self, inputs: Properties, answer: Properties) -> tuple[str, Properties]:
        return super().made(inputs, {"ETag": answer["ETag"].strip('"')})

    @staticmethod
    def _body(inputs: Properties) -> bytes:
        if "source" in inputs:
            return asset_bytes(inputs["source"])
        if "contentBase64" in inputs:
            return base64.b64decode(inputs["contentBase64"])
        return inputs.get("content", "").encode()


class BucketLifecycleConfiguration(Resource):
    """A rule for the whole bucket has an empty prefix as its filter."""

    kind = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"

    def request(self, inputs: Properties) -> Properties:
        rules = [{"filter": {"prefix": ""}, **rule} for rule in inputs["rules"]]
        return super().request({**inputs, "rules": rules})
