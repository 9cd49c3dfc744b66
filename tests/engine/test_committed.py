"""dev and prod with the settings that are committed, CloudFront included, on an emulator of their own."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.provider import Aws
from tests.engine import stack as stacks
from tests.engine.inventory import inventory
from tests.engine.stack import Stack
from tests.running import account

DISTRIBUTION, HEADERS = "Distribution website-cdn", "ResponseHeadersPolicy website-cdn-headers"
FIREWALL = {
    "WebAcl orders-api-firewall": "create",
    "WebAclAssociation orders-api-firewall-before-stage": "create",
}
PROTECTED = {
    "Table orders-table",
    "Table orders-table-names",
    "Key orders-payment-key",
    "Bucket orders-audio",
    "Bucket website-files",
}


@pytest.fixture(scope="module", params=["dev", "prod"])
def environment(
    request: pytest.FixtureRequest, emulator: Aws, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """An environment, deployed; the shared emulator only tells whether there is an engine to try it with."""
    home = tmp_path_factory.mktemp(request.param)
    with account(home) as aws:
        stack = stacks.make(request.param, home / "stack", aws)
        assert set(stack.planned().values()) == {"create"}
        stack.up()
        yield stack


def test_a_deployed_environment_has_nothing_to_do(environment: Stack) -> None:
    assert environment.planned() == {}
    assert environment.planned("--refresh") == {}


def test_cloudfront_serves_the_page_with_its_headers(environment: Stack) -> None:
    cloudfront = environment.aws.client("cloudfront")
    state = environment.resource(DISTRIBUTION)
    config = cloudfront.get_distribution_config(Id=state["id"])["DistributionConfig"]
    assert config["PriceClass"] == "PriceClass_100"
    assert config["CustomErrorResponses"]["Items"][0] == {
        "ErrorCode": 403,
        "ResponsePagePath": "/404.html",
        "ResponseCode": "404",
        "ErrorCachingMinTTL": 10,
    }
    assert config["Origins"]["Items"][0]["OriginAccessControlId"]
    policy = cloudfront.get_response_headers_policy(
        Id=config["DefaultCacheBehavior"]["ResponseHeadersPolicyId"]
    )["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]
    csp = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    assert (
        f"https://{environment.resource('Stage orders-api-stage')['outputs']['restApi']}.execute-api." in csp
    )
    assert environment.outputs()["websiteUrl"] == f"https://{state['outputs']['domainName']}"


def test_a_firewall_comes_and_goes_with_its_setting(environment: Stack) -> None:
    gone = dict.fromkeys(FIREWALL, "delete")
    with environment.configured(requestsPerIp=0):
        assert environment.up() == (
            gone if environment.name == "prod" else {}
        )  # prod's own file asks for one
        _comes_and_goes(environment, gone)
    assert environment.up() == (FIREWALL if environment.name == "prod" else {})


def _comes_and_goes(environment: Stack, gone: dict[str, str]) -> None:
    with environment.configured(requestsPerIp=300):
        assert environment.up() == FIREWALL
        assert environment.planned("--refresh") == {}
        assert lowered(environment, 100) == {"WebAcl orders-api-firewall": "update"}
        assert environment.up("--refresh") == {"WebAcl orders-api-firewall": "update"}
    assert environment.up() == gone


def lowered(stack: Stack, limit: int) -> dict[str, str]:
    """Lower the firewall's limit by hand; return what a preview that refreshes says."""
    waf, state = stack.aws.client("wafv2"), stack.resource("WebAcl orders-api-firewall")
    place = {"Name": state["outputs"]["name"], "Scope": "REGIONAL", "Id": state["id"]}
    answer = waf.get_web_acl(**place)
    acl: dict[str, Any] = answer["WebACL"]
    acl["Rules"][0]["Statement"]["RateBasedStatement"]["Limit"] = limit
    waf.update_web_acl(
        **place,
        LockToken=answer["LockToken"],
        **{name: acl[name] for name in ("DefaultAction", "Rules", "VisibilityConfig")},
    )
    return stack.planned("--refresh")


def test_an_edited_header_updates_its_policy_only(environment: Stack) -> None:
    edit = ("components/website/security.py", "HSTS_SECONDS = 63_072_000", "HSTS_SECONDS = 31_536_000")
    with environment.edited(*edit):
        assert environment.up() == {HEADERS: "update"}
    assert environment.up() == {HEADERS: "update"}


def test_a_distribution_changed_by_hand_is_seen_and_healed(environment: Stack) -> None:
    cloudfront, id_ = environment.aws.client("cloudfront"), environment.resource(DISTRIBUTION)["id"]
    found = cloudfront.get_distribution_config(Id=id_)
    changed = {
        **found["DistributionConfig"],
        "CustomErrorResponses": {"Quantity": 0},
        "PriceClass": "PriceClass_All",
    }
    cloudfront.update_distribution(Id=id_, IfMatch=found["ETag"], DistributionConfig=changed)
    assert environment.planned() == {}
    assert environment.planned("--refresh") == {DISTRIBUTION: "update"}
    assert environment.up("--refresh") == {DISTRIBUTION: "update"}
    assert cloudfront.get_distribution_config(Id=id_)["DistributionConfig"]["PriceClass"] == "PriceClass_100"


def test_destroying_leaves_nothing_but_prod_wants_to_be_unprotected_first(environment: Stack) -> None:
    """Its preview refuses; with `--skip-preview` the engine would destroy all that isn't protected."""
    before = environment.resources()
    protected = {name for name, it in before.items() if it.get("protect")}
    if environment.name == "prod":
        assert protected == PROTECTED
        table = environment.outputs()["ordersTable"]
        described = environment.aws.client("dynamodb").describe_table(TableName=table)["Table"]
        assert described["DeletionProtectionEnabled"]
        refused = environment.run("destroy", "--yes")
        assert refused.code != 0
        for name in PROTECTED:
            assert f'resource "{before[name]["urn"]}" cannot be deleted' in refused.output
        assert environment.resources().keys() == before.keys()
        environment.pulumi("config", "set", "protect", "false")
        environment.up()
    else:
        assert protected == set()
    environment.pulumi("destroy", "--yes", "--skip-preview")
    left = [it for it in inventory(environment.aws, environment.name) if "api-logging" not in it.id]
    assert left == [], "all but the account's log role, which other APIs use"
    assert (
        environment.aws.client("cloudfront").list_distributions()["DistributionList"].get("Items", []) == []
    )
