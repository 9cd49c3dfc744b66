"""How the API is reached: by VPC endpoints alone, or from behind a web ACL of one's own. Filtering itself is AWS's."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.asking import ORIGINS, Api
from tests.system.deploying import Deploying

ENDPOINTS = ["vpce-0123456789abcdef0", "vpce-0123456789abcdef1"]
MEASURED = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "own"}


@pytest.fixture(scope="module", name="acl")
def _acl(shop: RunningShop) -> str:
    """The ARN of a web ACL that lets everything pass."""
    made = shop.client("wafv2").create_web_acl(
        Name="own", Scope="REGIONAL", DefaultAction={"Allow": {}}, Rules=[], VisibilityConfig=MEASURED
    )
    return made["Summary"]["ARN"]


@pytest.fixture(scope="module", name="apis")
def _apis(shop: RunningShop, acl: str) -> dict[str, Any]:
    """An API of each kind, by its name: url, id and arn."""
    given = {"private": {"vpc_endpoint_ids": ENDPOINTS}, "walled": {"web_acl_arn": acl}}
    return Deploying(
        program=str(Path(__file__).parent / "access_kinds.py"),
        emulator_url=shop.emulator_url,
        credentials=shop.credentials,
        configuration={"project:apis": json.dumps(given)},
    ).outputs()


def test_a_private_api_is_made_for_its_endpoints_and_its_policy_refuses_all_others(
    shop: RunningShop, apis: dict[str, Any]
) -> None:
    made = shop.client("apigateway").get_rest_api(restApiId=apis["private"]["id"])
    assert made["endpointConfiguration"]["types"] == ["PRIVATE"]
    assert sorted(made["endpointConfiguration"]["vpcEndpointIds"]) == ENDPOINTS
    refused, allowed = json.loads(made["policy"].replace("\\", ""))["Statement"]
    assert (refused["Effect"], allowed["Effect"]) == ("Deny", "Allow")
    assert refused["Condition"] == {"StringNotEquals": {"aws:SourceVpce": ENDPOINTS}}
    assert refused["Resource"] == allowed["Resource"] == f"{apis['private']['arn'].removesuffix('/v1')}/*"


def test_ones_own_web_acl_stands_before_the_stage(shop: RunningShop, apis: dict[str, Any], acl: str) -> None:
    gateway = shop.client("apigateway")
    stage = f"arn:aws:apigateway:us-east-2::/restapis/{apis['walled']['id']}/stages/v1"
    found = shop.client("wafv2").get_web_acl_for_resource(ResourceArn=stage)
    assert found["WebACL"]["ARN"] == acl
    told = gateway.get_gateway_response(restApiId=apis["walled"]["id"], responseType="WAF_FILTERED")
    assert told["statusCode"] == "403"
    assert json.loads(told["responseTemplates"]["application/json"])["error"]["code"] == "Forbidden"


@pytest.mark.parametrize("name", ["private", "walled"])
def test_who_gets_through_is_answered_as_ever(apis: dict[str, Any], name: str) -> None:
    api = Api(apis[name]["url"], ORIGINS[0])
    started = api.start({"input": {"input": {"wait": 0}}})
    assert started.status == 200, started.text
    assert api.describe(started.body["executionArn"]).status == 200
