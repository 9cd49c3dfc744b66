"""Distributions: TLS at both ends, and nobody else before the bucket."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policies.model import Graph, Resource, sequence
from policies.rule import ResourceRule, Rule, StackRule
from policies.s3 import BUCKET

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
# As the control lists them.
# Source: docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15
TLS_POLICIES = {"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"}


def has_a_default_page(cdn: Resource) -> bool:
    return bool(cdn.get("defaultRootObject"))


def viewers_come_by_tls(cdn: Resource) -> bool:
    return all(it in {"redirect-to-https", "https-only"} for it in _viewer_policies(cdn))


def _viewer_policies(cdn: Resource) -> list[Any]:
    behaviors = [cdn.get("defaultCacheBehavior"), *sequence(cdn.get("orderedCacheBehaviors"))]
    return [it.get("viewerProtocolPolicy") for it in behaviors]


def has_a_second_origin(cdn: Resource) -> bool:
    return any(len(sequence(it.get("members"))) > 1 for it in sequence(cdn.get("originGroups")))


def is_logged(cdn: Resource) -> bool:
    return bool(cdn.get("loggingConfig.bucket"))


def is_behind_a_firewall(cdn: Resource) -> bool:
    return bool(cdn.get("webAclId"))


def has_its_own_certificate(cdn: Resource) -> bool:
    return bool({"acmCertificateArn", "iamCertificateId"} & set(cdn.get("viewerCertificate") or ()))


def shares_addresses(cdn: Resource) -> bool:
    return not has_its_own_certificate(cdn) or cdn.get("viewerCertificate.sslSupportMethod") == "sni-only"


def has_a_strict_tls_policy(cdn: Resource) -> bool:
    """Tell of distributions with their own certificate, the ones for which CloudFront lets us choose."""
    return (
        not has_its_own_certificate(cdn)
        or cdn.get("viewerCertificate.minimumProtocolVersion") in TLS_POLICIES
    )


def origins_are_reached_by_tls(cdn: Resource) -> bool:
    policies = [it.get("originProtocolPolicy") for it in _custom_origins(cdn)]
    follows = viewers_come_by_tls(cdn)
    return all(it == "https-only" or (it == "match-viewer" and follows) for it in policies)


def origins_speak_no_ssl(cdn: Resource) -> bool:
    return all("SSLv3" not in list(sequence(it.get("originSslProtocols"))) for it in _custom_origins(cdn))


def _custom_origins(cdn: Resource) -> Iterator[Mapping[str, Any]]:
    return (
        it["customOriginConfig"] for it in sequence(cdn.get("origins")) if "customOriginConfig" in set(it)
    )


def _buckets(cdn: Resource) -> Sequence[Mapping[str, Any]]:
    return [it for it in sequence(cdn.get("origins")) if "customOriginConfig" not in set(it)]


def its_buckets_are_the_stacks(cdn: Resource, graph: Graph) -> bool:
    ours = {it.urn for it in graph.of(BUCKET)} & set(cdn.refs.get("origins", ()))
    return len(ours) >= len(_buckets(cdn))


def alone_reads_its_buckets(cdn: Resource) -> bool:
    return all("originAccessControlId" in set(it) for it in _buckets(cdn))


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="CloudFront.1",
        types=(DISTRIBUTION,),
        says="The site has a default page",
        fix="set defaultRootObject",
        severity="high",
        holds=has_a_default_page,
    ),
    ResourceRule(
        name="CloudFront.3",
        types=(DISTRIBUTION,),
        says="Visitors come by TLS",
        fix="set viewerProtocolPolicy to redirect-to-https",
        severity="medium",
        holds=viewers_come_by_tls,
    ),
    ResourceRule(
        name="CloudFront.4",
        types=(DISTRIBUTION,),
        says="A second origin serves where the first fails",
        fix="make an origin group of two",
        severity="low",
        holds=has_a_second_origin,
    ),
    ResourceRule(
        name="CloudFront.5",
        types=(DISTRIBUTION,),
        says="Requests to the site are logged",
        fix="set loggingConfig",
        severity="medium",
        holds=is_logged,
    ),
    ResourceRule(
        name="CloudFront.6",
        types=(DISTRIBUTION,),
        says="A firewall stands before the site",
        fix="set webAclId",
        severity="medium",
        holds=is_behind_a_firewall,
    ),
    ResourceRule(
        name="CloudFront.7",
        types=(DISTRIBUTION,),
        says="The site has a certificate of its own",
        fix="give it a domain and set acmCertificateArn",
        severity="medium",
        holds=has_its_own_certificate,
    ),
    ResourceRule(
        name="CloudFront.8",
        types=(DISTRIBUTION,),
        says="A certificate needs no addresses of its own",
        fix="set sslSupportMethod to sni-only",
        severity="low",
        holds=shares_addresses,
    ),
    ResourceRule(
        name="CloudFront.9",
        types=(DISTRIBUTION,),
        says="Origins other than buckets are reached by TLS",
        fix="set originProtocolPolicy to https-only",
        severity="medium",
        holds=origins_are_reached_by_tls,
    ),
    ResourceRule(
        name="CloudFront.10",
        types=(DISTRIBUTION,),
        says="No origin is spoken to in SSL 3",
        fix="take SSLv3 from originSslProtocols",
        severity="medium",
        holds=origins_speak_no_ssl,
    ),
    StackRule(
        name="CloudFront.12",
        types=(DISTRIBUTION,),
        says="The buckets behind the site are the stack's own, so nobody else can make them",
        fix="use the bucket's own domain name",
        severity="high",
        holds=its_buckets_are_the_stacks,
    ),
    ResourceRule(
        name="CloudFront.13",
        types=(DISTRIBUTION,),
        says="CloudFront signs its requests to a bucket, which so lets nobody else in",
        fix="set originAccessControlId",
        severity="medium",
        holds=alone_reads_its_buckets,
    ),
    ResourceRule(
        name="CloudFront.15",
        types=(DISTRIBUTION,),
        says="A certificate is used with TLS 1.2 or newer",
        fix="set minimumProtocolVersion to one of TLS_POLICIES",
        severity="medium",
        holds=has_a_strict_tls_policy,
    ),
)
