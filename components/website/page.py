"""The page's files in the website's bucket; the stack's configuration is in the page and in `config.json`."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

from components.website.bundle import PageFile, bundled

# Browsers ask again at each visit, and get "304 Not Modified" if it hasn't changed.
ALWAYS_ASK = "no-cache"
FOREVER = "public, max-age=31536000, immutable"  # the key holds the content's hash
CONFIG = PageFile("config.json", "config.json", "application/json", "", lasting=False)


@dataclass(frozen=True, kw_only=True)
class PageArgs:
    """The page's files, bucket and configuration."""

    bucket: aws.s3.Bucket
    """The bucket for its files."""
    directory: Path
    """The folder with its source, see `bundled`."""
    config: Mapping[str, Any]
    """The stack's configuration, for index.html and `config.json`."""

    def __post_init__(self) -> None:
        if not (self.directory / "index.html").is_file():
            raise ValueError(f"{self.directory} has no index.html")


class Page(pulumi.ComponentResource):
    """One object for each file of the bundled page, with its content type.

    A file with a hash in its key is created before the page that refers to it; then the previous one is deleted.
    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    """

    def __init__(self, name: str, args: PageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Page", name, None, opts)
        self._name, self._bucket = name, args.bucket
        config = pulumi.Output.json_dumps(args.config, sort_keys=True)
        lasting: list[pulumi.Resource] = []
        for file in bundled(args.directory):
            said = config if file.takes_config else pulumi.Output.from_input("")
            made = self._object(file, said.apply(file.with_config), [] if file.lasting else lasting)
            if file.lasting:
                lasting.append(made)
        self._object(CONFIG, config, [])
        self.register_outputs({})

    def _object(
        self, file: PageFile, body: pulumi.Output[str], after: Sequence[pulumi.Resource]
    ) -> aws.s3.BucketObjectv2:
        """Put a file with its ETag, so that a refresh notices if somebody overwrites it."""
        return aws.s3.BucketObjectv2(
            f"{self._name}-{file.name}",
            bucket=self._bucket.bucket,
            key=file.key,
            source=body.apply(pulumi.StringAsset),
            etag=body.apply(_etag),
            content_type=file.content_type,
            cache_control=FOREVER if file.lasting else ALWAYS_ASK,
            opts=pulumi.ResourceOptions(parent=self, depends_on=after),
        )


def _etag(body: str) -> str:
    """Return the ETag of a text in a bucket with S3's own encryption: its MD5 digest.

    Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
    """
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
