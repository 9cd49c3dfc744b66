"""A custom domain for the page: its certificate and its DNS records."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

# CloudFront accepts only certificates of this region.
# Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
CERTIFICATE_REGION = "us-east-1"
# With CloudFront's own certificate the version is always TLSv1; with another certificate it is this.
# Source: docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
TLS = "TLSv1.2_2021"


@dataclass(frozen=True, kw_only=True)
class Address:
    """url: the page's, https:// and a host. certificate_arn: for that host, in us-east-1; empty to create one.

    hosted_zone_id: the host's zone in Route 53, for the records of the page and of the certificate's validation; empty
    if they are created elsewhere.
    """

    url: str
    certificate_arn: str = ""
    hosted_zone_id: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def viewer_certificate(
    name: str, address: Address | None, opts: pulumi.ResourceOptions
) -> "aws.cloudfront.DistributionViewerCertificateArgs":
    """Return the certificate of an address: the given one, or a new one that is validated by DNS.

    AWS renews it as long as its DNS record exists.
    Source: docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
    """
    if address is None:
        return aws.cloudfront.DistributionViewerCertificateArgs(cloudfront_default_certificate=True)
    return aws.cloudfront.DistributionViewerCertificateArgs(
        acm_certificate_arn=address.certificate_arn or _made(name, address, opts),
        ssl_support_method="sni-only",
        minimum_protocol_version=TLS,
    )


def _made(name: str, address: Address, opts: pulumi.ResourceOptions) -> pulumi.Output[str]:
    made = aws.acm.Certificate(
        f"{name}-certificate",
        region=CERTIFICATE_REGION,
        domain_name=address.host,
        validation_method="DNS",
        opts=opts,
    )
    proof = made.domain_validation_options[0]
    record = aws.route53.Record(
        f"{name}-proof",
        zone_id=address.hosted_zone_id,
        name=proof.resource_record_name,
        type=proof.resource_record_type,
        records=[proof.resource_record_value],
        ttl=300,
        allow_overwrite=True,  # another stack's certificate for the same host has the same record
        opts=opts,
    )
    return aws.acm.CertificateValidation(
        f"{name}-proven",
        region=CERTIFICATE_REGION,
        certificate_arn=made.arn,
        validation_record_fqdns=[record.fqdn],
        opts=opts,
    ).certificate_arn


def lead_to(
    name: str, address: Address, distribution: "aws.cloudfront.Distribution", opts: pulumi.ResourceOptions
) -> None:
    """Create the DNS records that point to the distribution, for IPv4 and IPv6."""
    for kind in ("A", "AAAA") if address.hosted_zone_id else ():
        aws.route53.Record(
            f"{name}-{kind.lower()}",
            zone_id=address.hosted_zone_id,
            name=address.host,
            type=kind,
            aliases=[
                {
                    "name": distribution.domain_name,
                    "zone_id": distribution.hosted_zone_id,
                    "evaluate_target_health": False,
                }
            ],
            opts=opts,
        )
