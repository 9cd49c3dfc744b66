"""What is off until a setting asks for it."""

import json

from components.project import NAME
from plans.stacks import STACKS
from tests.graph import Watching
from tests.plan.program import registered

BOUNDARY = "arn:aws:iam::123456789012:policy/of-the-company"
OF_BOOTSTRAP = f"arn:aws:iam::123456789012:policy/{NAME}-pipeline-dev-boundary"
ROLE, FIREWALL = "aws:iam/role:Role", "aws:wafv2/webAcl:WebAcl"


def test_a_boundary_is_on_every_role() -> None:
    roles = registered("dev", permissionsBoundary=BOUNDARY).all(ROLE)
    assert roles.keys() == registered("dev").all(ROLE).keys()
    assert {role["permissionsBoundary"] for role in roles.values()} == {BOUNDARY}


def test_within_a_pipelines_boundary_bootstraps_key_and_log_role_are_used() -> None:
    built = registered("dev", permissionsBoundary=OF_BOOTSTRAP)
    kinds = {it.typ for it in built.registered}
    assert not kinds & {"aws:kms/key:Key", "aws:kms/alias:Alias", "aws:apigateway/account:Account"}
    decrypting = [
        it["policy"]
        for it in built.all("aws:iam/rolePolicy:RolePolicy").values()
        if "kms:Decrypt" in it["policy"]
    ]
    assert [json.loads(it)["Statement"] for it in decrypting]
    assert all(":key/payment" in it for it in decrypting)
    assert {role["permissionsBoundary"] for role in built.all(ROLE).values()} == {OF_BOOTSTRAP}


def test_a_pipeline_makes_anew_what_it_may_not_change_and_leaves_the_old() -> None:
    built = registered("dev", permissionsBoundary=OF_BOOTSTRAP)
    left = {
        it.type for it in built.requests.values() if it.retainOnDelete and list(it.replaceOnChanges) == ["*"]
    }
    assert left == {
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    }
    assert not [it for it in registered("dev").requests.values() if it.replaceOnChanges]


def test_a_firewall_stands_before_the_stage() -> None:
    built = registered("dev", requestsPerIp=300)
    [rule] = built.one(FIREWALL)["rules"]
    assert rule["statement"]["rateBasedStatement"]["limit"] == 300


def test_neither_is_there_by_default() -> None:
    for name in STACKS:
        stack = registered(name)
        assert bool(stack.all(FIREWALL)) == (name == "prod"), "Pulumi.prod.yaml alone asks for one"
        assert not [it for it, role in stack.all(ROLE).items() if "permissionsBoundary" in role]


def test_the_provider_gets_the_roles_and_tags_of_the_aws_package() -> None:
    roles = [{"roleArn": "arn:aws:iam::123456789012:role/deployer", "externalId": "x", "duration": "1h"}]
    settings = {"aws:assumeRoles": roles, "aws:defaultTags": {"tags": {"Team": "pizza", "Stack": "other"}}}
    built = registered("dev", **{key: json.dumps(value) for key, value in settings.items()})
    [provider] = built.all("pulumi:providers:aws").values()
    assert json.loads(provider["assumeRoles"]) == roles
    tags = {"Team": "pizza", "Project": NAME, "Stack": "dev", "ManagedBy": "Pulumi"}
    assert json.loads(provider["defaultTags"]) == {"tags": tags}


WATCHING = ("aws:cloudwatch/", "aws:sns/", "aws:budgets/", "aws:acm/", "aws:route53/")


def watching(stack: Watching) -> set[str]:
    return {it.typ for it in stack.registered if it.typ.startswith(WATCHING) and "logGroup" not in it.typ}


def test_nobody_is_told_and_nothing_made_for_it_unless_somebody_asks() -> None:
    assert {kind for stack in map(registered, STACKS) for kind in watching(stack)} == set()


def test_who_asks_is_told_and_an_address_of_ones_own_is_made() -> None:
    everything = registered(
        "dev",
        alarmEmail="owner@pizza.example",
        monthlyBudget=20,
        websiteUrl="https://pizza.example",
        hostedZoneId="Z0123456789ABC",
        requestsPerIp=300,
    )
    assert {kind.split("/")[0].removeprefix("aws:") for kind in watching(everything)} == {
        "cloudwatch",
        "sns",
        "budgets",
        "acm",
        "route53",
    }
    answers = everything.all("aws:apigateway/gatewayResponse:GatewayResponse").values()
    assert all("'https://pizza.example'" in str(it["responseParameters"]) for it in answers)
