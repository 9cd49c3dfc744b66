"""CloudFront in front of a private bucket: TLS, which encryption in the browser needs, and security headers."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.website import domain
from components.website.security import HSTS_SECONDS, content_security_policy, security_headers

# The managed policy "CachingOptimized": respects Cache-Control, so a page with no-cache is requested again.
# Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ORIGIN_ID = "site"
# CloudFront's own default; the provider's is 0, with which S3 would be asked for each missing page.
# Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
ERROR_CACHING_SECONDS = 10
# CloudFront has special settings for these; our other headers are "custom" headers.
BUILT_IN_HEADERS = {"Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"}


@dataclass(frozen=True, kw_only=True)
class CdnArgs:
    """What is served, and which origins the page may call."""

    bucket: aws.s3.Bucket
    """The private bucket."""
    connect: Sequence[pulumi.Input[str]]
    """Origins that the page may call."""
    media: Sequence[pulumi.Input[str]]
    """Origins from which it may play audio."""
    address: domain.Address | None = None
    """The custom domain; by default, a host of CloudFront's."""
    wait: bool = False
    """Let an update wait until CloudFront has distributed the change, which takes minutes."""


class Cdn(pulumi.ComponentResource):
    """A CloudFront distribution, which is the only reader of the bucket (origin access control).

    Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """

    distribution_arn: pulumi.Output[str]
    """The distribution's ARN."""
    domain_name: pulumi.Output[str]
    """The host that visitors use."""

    def __init__(self, name: str, args: CdnArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Cdn", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        access = aws.cloudfront.OriginAccessControl(
            f"{name}-access",
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
            opts=child,
        )
        headers = _headers_policy(f"{name}-headers", args, child)
        distribution = _distribution(name, args, access, headers, child)
        if args.address:
            domain.lead_to(name, args.address, distribution, child)
        self.distribution_arn = distribution.arn
        self.domain_name = distribution.domain_name
        self.register_outputs({"distribution_arn": self.distribution_arn, "domain_name": self.domain_name})

    def may_read(self, bucket: aws.s3.Bucket) -> dict[str, object]:
        """Return the bucket policy statement that lets this distribution, and no other, read objects."""
        return {
            "Sid": "DistributionReads",
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": "s3:GetObject",
            "Resource": pulumi.Output.concat(bucket.arn, "/*"),
            "Condition": {"StringEquals": {"AWS:SourceArn": self.distribution_arn}},
        }


def _headers_policy(
    name: str, args: CdnArgs, opts: pulumi.ResourceOptions
) -> "aws.cloudfront.ResponseHeadersPolicy":
    policy = pulumi.Output.all(pulumi.Output.all(*args.connect), pulumi.Output.all(*args.media)).apply(
        lambda origins: content_security_policy(*origins)
    )
    plain = security_headers("")
    return aws.cloudfront.ResponseHeadersPolicy(
        name,
        security_headers_config={
            "content_security_policy": {"content_security_policy": policy, "override": True},
            "content_type_options": {"override": True},
            "frame_options": {"frame_option": plain["X-Frame-Options"], "override": True},
            "referrer_policy": {"referrer_policy": plain["Referrer-Policy"], "override": True},
            "strict_transport_security": {
                "access_control_max_age_sec": HSTS_SECONDS,
                "include_subdomains": True,
                "override": True,
            },
        },
        custom_headers_config={
            "items": [
                {"header": header, "value": value, "override": True}
                for header, value in plain.items()
                if header not in BUILT_IN_HEADERS
            ]
        },
        opts=opts,
    )


def _distribution(
    name: str,
    args: CdnArgs,
    access: "aws.cloudfront.OriginAccessControl",
    headers: "aws.cloudfront.ResponseHeadersPolicy",
    opts: pulumi.ResourceOptions,
) -> "aws.cloudfront.Distribution":
    return aws.cloudfront.Distribution(
        name,
        enabled=True,
        is_ipv6_enabled=True,
        http_version="http2and3",
        price_class="PriceClass_100",
        default_root_object="index.html",
        origins=[
            {
                "origin_id": ORIGIN_ID,
                "domain_name": args.bucket.bucket_regional_domain_name,
                "origin_access_control_id": access.id,
            }
        ],
        default_cache_behavior={
            "target_origin_id": ORIGIN_ID,
            "viewer_protocol_policy": "redirect-to-https",
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
            "compress": True,
            "cache_policy_id": CACHING_OPTIMIZED,
            "response_headers_policy_id": headers.id,
        },
        # S3 responds 403 for a missing key if the reader may not list the bucket.
        custom_error_responses=[
            {
                "error_code": 403,
                "response_code": 404,
                "response_page_path": "/404.html",
                "error_caching_min_ttl": ERROR_CACHING_SECONDS,
            },
        ],
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        aliases=[args.address.host] if args.address else None,
        viewer_certificate=domain.viewer_certificate(name, args.address, opts),
        wait_for_deployment=args.wait,
        opts=opts,
    )
