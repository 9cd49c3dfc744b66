"""Where the page lives: a bucket behind CloudFront, or, on one machine, a plain S3 website."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

from components.private_bucket import PrivateBucket, PrivateBucketArgs
from components.website.cdn import Cdn, CdnArgs


@dataclass(frozen=True, kw_only=True)
class WebsiteArgs:
    """cdn: CloudFront over TLS, or else an S3 website that anyone may read over HTTP.

    url: where visitors reach the page when `cdn` is false, without a slash at its end.
    connect, media: origins that the page may call (the API) and play from (the audio bucket).
    protect: refuse to destroy the bucket.
    """

    cdn: bool
    url: str = ""
    connect: Sequence[pulumi.Input[str]]
    media: Sequence[pulumi.Input[str]]
    protect: bool = False

    def __post_init__(self) -> None:
        url = urlsplit(self.url)
        secure = url.scheme == "https" or (url.scheme, url.hostname) == ("http", "localhost")
        if not self.cdn and not secure:
            raise ValueError(
                f"websiteUrl must start with https:// or http://localhost, got {self.url!r}: "
                "browsers encrypt the card in a secure context only"
            )


class Website(pulumi.ComponentResource):
    """A home for static files, with the URL that visitors use.

    `url` has no slash at its end and is the page's origin too. `bucket` takes the files.
    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html (website endpoints have no TLS)
    """

    def __init__(self, name: str, args: WebsiteArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:website:Website", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket_args = PrivateBucketArgs(public_website=not args.cdn, protect=args.protect)
        home = PrivateBucket(f"{name}-files", bucket_args, child)
        self.bucket = home.bucket
        if args.cdn:
            cdn = Cdn(
                f"{name}-cdn", CdnArgs(bucket=self.bucket, connect=args.connect, media=args.media), child
            )
            self.policy = home.allow([cdn.may_read(self.bucket)])
            self.url = pulumi.Output.concat("https://", cdn.domain_name)
        else:
            self.policy = home.allow([self._anyone_reads()])
            self._s3_website(f"{name}-http", child)
            self.url = pulumi.Output.from_input(args.url)
        self.register_outputs({"url": self.url, "bucket_name": self.bucket.bucket})

    def _anyone_reads(self) -> dict[str, object]:
        return {
            "Sid": "PublicWebsite",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": pulumi.Output.concat(self.bucket.arn, "/*"),
        }

    def _s3_website(self, name: str, opts: pulumi.ResourceOptions) -> None:
        aws.s3.BucketWebsiteConfiguration(
            name,
            bucket=self.bucket.bucket,
            index_document={"suffix": "index.html"},
            error_document={"key": "404.html"},
            opts=opts,
        )
