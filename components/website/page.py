"""The page's files in the website's bucket, and `config.json`, all that the page must know of its stack."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

# Browsers ask again for every file at each visit and get "304 Not Modified" unless it changed.
ALWAYS_ASK = "no-cache"
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def content_type(file: Path) -> str:
    """Return the file's media type; raises ValueError for a kind of file that the site has no type for."""
    try:
        return CONTENT_TYPES[file.suffix]
    except KeyError:
        raise ValueError(
            f"{file}: add the content type of {file.suffix or 'files without a suffix'}"
        ) from None


@dataclass(frozen=True, kw_only=True)
class PageArgs:
    """What the page is made of."""

    bucket: aws.s3.Bucket
    """Where its files go."""
    directory: Path
    """The files to serve, subfolders included."""
    config: Mapping[str, Any]
    """What `config.json` says."""

    def __post_init__(self) -> None:
        if not (self.directory / "index.html").is_file():
            raise ValueError(f"{self.directory} has no index.html")


class Page(pulumi.ComponentResource):
    """One object per file, each with its own content type.

    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    """

    def __init__(self, name: str, args: PageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Page", name, None, opts)
        self._name, self._bucket = name, args.bucket
        for file in sorted(path for path in args.directory.rglob("*") if path.is_file()):
            key = file.relative_to(args.directory).as_posix()
            self._object(key, content_type(file), source=pulumi.FileAsset(str(file)))
        self._object(
            "config.json",
            CONTENT_TYPES[".json"],
            content=pulumi.Output.json_dumps(args.config, sort_keys=True),
        )
        self.register_outputs({})

    def _object(self, key: str, media_type: str, **body: Any) -> None:
        aws.s3.BucketObjectv2(
            f"{self._name}-{key}",
            bucket=self._bucket.bucket,
            key=key,
            content_type=media_type,
            cache_control=ALWAYS_ASK,
            opts=pulumi.ResourceOptions(parent=self),
            **body,
        )
