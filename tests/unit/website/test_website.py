"""The website: private behind CloudFront, public only on one machine."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.website import (
    Page,
    PageArgs,
    Website,
    WebsiteArgs,
    content_security_policy,
    security_headers,
)
from tests.graph import Watching, build, of_type, one, watch
from tests.running import ROOT

API = "https://abc.execute-api.us-east-2.amazonaws.com"
MENU = {"currency": "USD", "items": [], "name": "</script><b>"}
FOREVER = "public, max-age=31536000, immutable"
AUDIO = "https://audio.s3.us-east-2.amazonaws.com"


def behind_cloudfront() -> None:
    Website("site", WebsiteArgs(cdn=True, connect=[API], media=[AUDIO]))


def on_one_machine() -> None:
    Website("site", WebsiteArgs(cdn=False, url="http://localhost:8080", connect=[API], media=[AUDIO]))


@pytest.mark.parametrize("protect", [True, False])
def test_a_protected_website_keeps_its_bucket_whatever_it_holds(protect: bool) -> None:
    args = WebsiteArgs(cdn=True, connect=[API], media=[AUDIO], protect=protect)
    registered = watch(lambda: Website("site", args)).requests.values()
    assert {it.name for it in registered if it.protect} == ({"site-files"} if protect else set())
    bucket = one(build(lambda: Website("site", args)), "aws:s3/bucket:Bucket")
    assert bucket.inputs["forceDestroy"] is not protect


def test_only_this_distribution_reads_the_bucket_and_only_over_tls() -> None:
    resources = build(behind_cloudfront)
    distribution = one(resources, "aws:cloudfront/distribution:Distribution")
    policy = json.loads(one(resources, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])
    allowed = [statement for statement in policy["Statement"] if statement["Effect"] == "Allow"]
    assert [statement["Principal"] for statement in allowed] == [{"Service": "cloudfront.amazonaws.com"}]
    assert allowed[0]["Condition"]["StringEquals"]["AWS:SourceArn"].endswith(distribution.name)
    denied = [statement for statement in policy["Statement"] if statement["Effect"] == "Deny"]
    assert denied[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_behind_cloudfront_nothing_of_the_bucket_is_public() -> None:
    resources = build(behind_cloudfront)
    block = one(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert all(block[switch] is True for switch in switches)
    assert not of_type(resources, "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration")


def test_visitors_are_moved_to_tls_where_the_browser_can_encrypt_cards() -> None:
    behavior = one(build(behind_cloudfront), "aws:cloudfront/distribution:Distribution").inputs[
        "defaultCacheBehavior"
    ]
    assert behavior["viewerProtocolPolicy"] == "redirect-to-https"


def test_cloudfront_keeps_a_missing_page_for_its_own_default_of_10_seconds() -> None:
    distribution = one(build(behind_cloudfront), "aws:cloudfront/distribution:Distribution").inputs
    assert [it["errorCachingMinTtl"] for it in distribution["customErrorResponses"]] == [10]


def test_cloudfront_sends_the_very_headers_of_the_page_server_and_strict_transport_security() -> None:
    policy = one(
        build(behind_cloudfront), "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
    ).inputs
    built_in = policy["securityHeadersConfig"]
    transport = built_in.pop("strictTransportSecurity")
    items = [*built_in.values(), *policy["customHeadersConfig"]["items"]]
    assert all(item.pop("override") is True for item in [transport, *items])
    sent = {
        "Content-Security-Policy": built_in["contentSecurityPolicy"]["contentSecurityPolicy"],
        "Referrer-Policy": built_in["referrerPolicy"]["referrerPolicy"],
        "X-Content-Type-Options": "nosniff" if built_in["contentTypeOptions"] == {} else None,
        "X-Frame-Options": built_in["frameOptions"]["frameOption"],
        **{item["header"]: item["value"] for item in policy["customHeadersConfig"]["items"]},
    }
    assert sent == security_headers(content_security_policy([API], [AUDIO]))
    assert len(sent) == len(items)
    assert transport == {"accessControlMaxAgeSec": 63_072_000, "includeSubdomains": True}


def test_on_one_machine_the_bucket_is_a_public_website() -> None:
    resources = build(on_one_machine)
    assert one(resources, "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration")
    assert not of_type(resources, "aws:cloudfront/distribution:Distribution")
    policy = json.loads(one(resources, "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])
    assert [statement["Action"] for statement in policy["Statement"]] == ["s3:GetObject"]


def test_the_policy_lets_nothing_in_that_is_not_named() -> None:
    assert content_security_policy([API], [AUDIO]).split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        f"connect-src 'self' {API}",
        f"media-src {AUDIO}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]


def page_of(directory: Path) -> None:
    website = Website("site", WebsiteArgs(cdn=True, connect=[], media=[]))
    Page("page", PageArgs(bucket=website.bucket, directory=directory, config={"menu": MENU}))


def objects_of(directory: Path) -> dict[str, dict[str, Any]]:
    """Return the inputs of a page's objects by their names."""
    objects = of_type(build(lambda: page_of(directory)), "aws:s3/bucketObjectv2:BucketObjectv2")
    return {found.name.removeprefix("page-"): found.inputs for found in objects}


def test_every_object_has_its_own_content_type_and_those_with_a_hash_last_for_ever() -> None:
    objects = objects_of(ROOT / "site")
    assert {name: (found["contentType"], found["cacheControl"]) for name, found in objects.items()} == {
        "404.html": ("text/html; charset=utf-8", "no-cache"),
        "config.json": ("application/json", "no-cache"),
        "css/404.css": ("text/css; charset=utf-8", FOREVER),
        "css/index.css": ("text/css; charset=utf-8", FOREVER),
        "images/favicon.svg": ("image/svg+xml", FOREVER),
        "images/oven.svg": ("image/svg+xml", FOREVER),
        "images/pictures.svg": ("image/svg+xml", FOREVER),
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "js/main.js": ("text/javascript; charset=utf-8", FOREVER),
        "js/till.js": ("text/javascript; charset=utf-8", FOREVER),
    }


def test_every_object_tells_the_digest_of_what_it_holds() -> None:
    """By which a refresh sees what somebody overwrote."""
    for name, found in objects_of(ROOT / "site").items():
        assert found["etag"] == hashlib.md5(found["source"].text.encode()).hexdigest(), name  # noqa: S324


def test_what_the_stack_says_is_in_the_page_and_in_config_json() -> None:
    objects = objects_of(ROOT / "site")
    assert json.loads(objects["config.json"]["source"].text) == {"menu": MENU}
    said = re.search(r"<script[^>]*json[^>]*>(.*?)</script>", objects["index.html"]["source"].text)
    assert said
    assert json.loads(said[1]) == {"menu": MENU}


def test_a_folder_that_is_no_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"has no index\.html"):
        build(lambda: page_of(tmp_path))


CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/x"


def at_its_own_address(certificate_arn: str = "", hosted_zone_id: str = "") -> Watching:
    args = WebsiteArgs(
        cdn=True,
        url="https://pizza.example",
        certificate_arn=certificate_arn,
        hosted_zone_id=hosted_zone_id,
        connect=[API],
        media=[AUDIO],
    )
    return watch(lambda: pulumi.export("url", Website("site", args).url))


@pytest.mark.parametrize("given", [{"certificate_arn": CERTIFICATE}, {"hosted_zone_id": "Z1"}])
def test_an_address_of_ones_own_takes_tls_1_2_alone(given: dict[str, str]) -> None:
    distribution = at_its_own_address(**given).one("aws:cloudfront/distribution:Distribution")
    assert distribution["aliases"] == ["pizza.example"]
    shown = distribution["viewerCertificate"]
    assert (shown["minimumProtocolVersion"], shown["sslSupportMethod"]) == ("TLSv1.2_2021", "sni-only")
    assert "cloudfrontDefaultCertificate" not in shown


def test_a_given_certificate_is_taken_and_nothing_else_made() -> None:
    built = at_its_own_address(certificate_arn=CERTIFICATE)
    shown = built.one("aws:cloudfront/distribution:Distribution")["viewerCertificate"]
    assert shown["acmCertificateArn"] == CERTIFICATE
    assert not built.all("aws:acm/certificate:Certificate")
    assert not built.all("aws:route53/record:Record")


def test_in_a_zone_of_ones_own_the_certificate_is_made_proven_and_led_to() -> None:
    built = at_its_own_address(hosted_zone_id="Z1")
    certificate = built.one("aws:acm/certificate:Certificate")
    assert (certificate["region"], certificate["domainName"]) == ("us-east-1", "pizza.example")
    assert built.one("aws:acm/certificateValidation:CertificateValidation")["region"] == "us-east-1"
    records = built.all("aws:route53/record:Record")
    assert {it["type"] for it in records.values()} == {"A", "AAAA", "CNAME"}
    assert {it["zoneId"] for it in records.values()} == {"Z1"}
    assert {it["name"] for it in records.values() if "aliases" in it} == {"pizza.example"}
