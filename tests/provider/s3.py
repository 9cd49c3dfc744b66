"""S3: buckets and objects. Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html"""

from local.provider import s3
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource, pairs


class Bucket(WholeResource, s3.Bucket):
    import_id = ("bucket",)

    def look(self, thing: Existing) -> Seen:
        self.client.head_bucket(Bucket=thing.id)
        return Seen(self.made(thing.state, {})[1])

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002
        """Nothing to tell AWS: `forceDestroy`, the only property that can change, is ours."""
        return {}

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:  # noqa: ARG002 all are set
        self._tag(thing.id, tags)

    def delete(self, thing: Existing) -> None:
        if thing.state.get("forceDestroy"):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=thing.id):
                for item in page.get("Contents", []):
                    self.client.delete_object(Bucket=thing.id, Key=item["Key"])
        self.client.delete_bucket(Bucket=thing.id)


class BucketObject(WholeResource, s3.BucketObject):
    volatile = frozenset({"etag"})
    import_id = ("bucket", "key")

    def look(self, thing: Existing) -> Seen:
        place = {"Bucket": thing.state["bucket"], "Key": thing.state["key"]}
        head = self.client.head_object(**place)
        outputs = self.made(thing.state, head)[1]
        return Seen(outputs, {**self.told(head), **place, "etag": outputs["etag"]})

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:  # noqa: ARG002 all are set
        self.client.put_object_tagging(
            Bucket=thing.state["bucket"], Key=thing.state["key"], Tagging={"TagSet": pairs(tags)}
        )

    def delete(self, thing: Existing) -> None:
        self.client.delete_object(Bucket=thing.state["bucket"], Key=thing.state["key"])
