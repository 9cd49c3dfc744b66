"""Distributions: TLS at both ends, and nobody else before the bucket."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policies.model import Graph, Resource, sequence
from policies.s3 import BUCKET

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
