"""Where the page is served: a bucket behind CloudFront, or in the local run a plain S3 website."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.private_bucket import PrivateBucket, PrivateBucketArgs, set_policy
from components.website.cdn import Cdn, CdnArgs
from components.website.domain import Address


@dataclass(frozen=True, kw_only=True)
class WebsiteArgs:
    """Where visitors reach the page, and which origins it may call."""

    cdn: bool
    """Serve with CloudFront over TLS; false: with an S3 website that anyone may read over HTTP."""
    url: str = ""
    """Where visitors reach the page, without a slash at its end; empty for a host of CloudFront's."""
    certificate_arn: str = ""
    """ARN of a certificate for the URL's host, in us-east-1."""
    hosted_zone_id: str = ""
    """The Route 53 zone of the URL's host, for its records, and for a certificate if none is given."""
    wait: bool = False
    """Let an update wait until CloudFront has distributed the change."""
    connect: Sequence[pulumi.Input[str]]
    """Origins that the page may call: the API."""
    media: Sequence[pulumi.Input[str]]
    """Origins from which it may play audio: the audio bucket."""
    protect: bool = False
    """Refuse to destroy the bucket."""


class Website(pulumi.ComponentResource):
    """A bucket for static files, with the URL that visitors use.

    Source: docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html (website endpoints have no TLS)
    """

    url: pulumi.Output[str]
    """The URL, without a slash at its end, so it is also the page's origin."""
    bucket_name: pulumi.Output[str]
    """The name of the bucket for the files."""

    def __init__(self, name: str, args: WebsiteArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Website", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket_args = PrivateBucketArgs(public_website=not args.cdn, protect=args.protect)
        home = PrivateBucket(f"{name}-files", bucket_args, child)
        self.bucket, self.bucket_name = home.bucket, home.bucket.bucket
        if args.cdn:
            cdn = self._cdn(f"{name}-cdn", args, child)
            self.policy = set_policy(f"{name}-files", home, [cdn.may_read(self.bucket)], child)
            self.url = pulumi.Output.from_input(args.url or pulumi.Output.concat("https://", cdn.domain_name))
        else:
            self.policy = set_policy(f"{name}-files", home, [self._anyone_reads()], child)
            self._s3_website(f"{name}-http", child)
            self.url = pulumi.Output.from_input(args.url)
        self.register_outputs({"url": self.url, "bucket_name": self.bucket_name})

    def _cdn(self, name: str, args: WebsiteArgs, opts: pulumi.ResourceOptions) -> Cdn:
        own = {"certificate_arn": args.certificate_arn, "hosted_zone_id": args.hosted_zone_id}
        cdn = CdnArgs(
            bucket=self.bucket,
            connect=args.connect,
            media=args.media,
            address=Address(url=args.url, **own) if args.url else None,
            wait=args.wait,
        )
        return Cdn(name, cdn, opts)

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
