"""S3: buckets and objects. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html"""

import base64
import mimetypes
from urllib.parse import urlencode

from local.provider.assets import asset_bytes
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("TagSet", "Key", "Value")


class Bucket(Resource):
    kind = "aws:s3/bucket:Bucket"
    service = "s3"
    outputs = frozenset({"arn", "bucketDomainName", "bucketRegionalDomainName"})
    tag_style = TAGS

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        name = inputs["bucket"]
        location = {"LocationConstraint": self.aws.region}
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration=location)
        if inputs.get("tagsAll"):
            self.client.put_bucket_tagging(Bucket=name, Tagging=TAGS.request(inputs["tagsAll"]))
        return name, self._outputs(name)

    def _outputs(self, name: str) -> Properties:
        return {
            "arn": self.aws.arn("s3", name, regional=False, account=False),
            "bucketDomainName": f"{name}.s3.amazonaws.com",
            "bucketRegionalDomainName": f"{name}.s3.{self.aws.region}.amazonaws.com",
        }


class BucketObject(Resource):
    kind = "aws:s3/bucketObjectv2:BucketObjectv2"
    service = "s3"
    outputs = frozenset({"arn", "etag"})
    tag_style = TAGS

    def request(self, inputs: Properties) -> Properties:
        guessed = mimetypes.guess_type(inputs["key"])[0] or "application/octet-stream"
        tags = {"Tagging": urlencode(inputs["tagsAll"])} if inputs.get("tagsAll") else {}
        return {"ContentType": guessed, **super().request(inputs), **tags}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return f"{inputs['bucket']}/{inputs['key']}", self._put(inputs)

    def _put(self, inputs: Properties) -> Properties:
        answer = self.client.put_object(**self.request(inputs), Body=self._body(inputs))
        return self._outputs(inputs, answer["ETag"])

    def _outputs(self, inputs: Properties, etag: str) -> Properties:
        path = f"{inputs['bucket']}/{inputs['key']}"
        return {"arn": self.aws.arn("s3", path, regional=False, account=False), "etag": etag.strip('"')}

    @staticmethod
    def _body(inputs: Properties) -> bytes:
        if "source" in inputs:
            return asset_bytes(inputs["source"])
        if "contentBase64" in inputs:
            return base64.b64decode(inputs["contentBase64"])
        return inputs.get("content", "").encode()

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 the key is in the inputs
        return self._put(new)
