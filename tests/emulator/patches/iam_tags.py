"""What IAM knows of the tags of what has no name, and how a policy names what isn't there yet.

LocalEmu
- finds no tags of REST APIs and of CloudFront's distributions; on AWS all below a REST API has its tags, and a stage
  also its own, which count more;
- takes no ARN that a call about tags names for the resource;
- asks for actions that AWS doesn't have where a distribution is made with tags, and for one action of the two where a
  firewall is put before a stage;
- takes `${*}` in a policy for a variable, where AWS takes it for the character.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html,
docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html,
docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html,
docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
"""

import re
from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import instead_of, when_imported

ENFORCEMENT = "localemu.services.iam_enforcement"
ACTIONS = {
    ("cloudfront", "CreateDistributionWithTags"): ["cloudfront:CreateDistribution", "cloudfront:TagResource"],
    ("wafv2", "AssociateWebACL"): ["wafv2:AssociateWebACL", "apigateway:SetWebACL"],
    ("wafv2", "DisassociateWebACL"): ["wafv2:DisassociateWebACL", "apigateway:SetWebACL"],
}
# What CloudFront's calls are about, by a part of their name; all others are about distributions.
KINDS = {"OriginAccessControl": "origin-access-control", "ResponseHeadersPolicy": "response-headers-policy"}
TAGGED = ("Resource", "ResourceArn", "resourceArn")  # what calls about tags are about, by service
STAR = "\ue000"  # stands for the character `*` itself


@instead_of(f"{ENFORCEMENT}.service_action_map", "map_action")
def name_actions(map_action: Any, service: str, operation: str) -> list[str]:
    return ACTIONS.get((service, operation)) or map_action(service, operation)


@instead_of(f"{ENFORCEMENT}.enforcer", "build_resource_arn")
def name_resources(build: Any, **asked: Any) -> str:
    return _named(asked) or build(**asked)


def _named(asked: Mapping[str, Any]) -> str | None:
    service, operation = asked["service"], asked["operation"]
    given = asked["request_params"] or {}
    tagged = next((given[it] for it in TAGGED if it in given), None)
    if tagged and service != "apigateway":  # which has paths for tags
        return tagged
    if service == "cloudfront":
        kind = next((KINDS[part] for part in KINDS if part in operation), "distribution")
        return f"arn:aws:cloudfront::{asked['account_id']}:{kind}/{given.get('Id', '*')}"
    if service == "wafv2" and "Name" in given:
        scope = "global" if given.get("Scope") == "CLOUDFRONT" else "regional"
        firewall = f"{scope}/webacl/{given['Name']}/{given.get('Id', '*')}"
        return f"arn:aws:wafv2:{asked['region']}:{asked['account_id']}:{firewall}"
    return None


@when_imported(f"{ENFORCEMENT}.resource_tag_loader")
def load_tags(loader: Any) -> None:
    def of_api(arn: str, account: str, region: str) -> dict[str, str]:
        from moto.apigateway.models import apigateway_backends  # noqa: PLC0415 - loaded with the service

        found = re.search(r":/restapis/([^/]+)(?:/stages/([^/]+))?", arn)
        api = apigateway_backends[account][region].apis.get(found[1]) if found else None
        stage = api.stages.get(found[2]) if found and api else None
        return {**((api and api.tags) or {}), **((stage and stage.tags) or {})}

    def of_distribution(arn: str, account: str, _region: str) -> dict[str, str]:
        from moto.cloudfront.models import cloudfront_backends  # noqa: PLC0415 - as above

        backend = cloudfront_backends[account]["aws"]
        made = backend.distributions.get(arn.rpartition("/")[2])
        arns = [made.arn, arn] if made else []  # moto's own spelling of the ARN, and the right one
        tags = [tag for each in arns for tag in backend.tagger.list_tags_for_resource(each)["Tags"]]
        return {tag["Key"]: tag["Value"] for tag in tags}

    loader._LOADERS |= {"apigateway": of_api, "cloudfront": of_distribution}


MATCHER = f"{ENFORCEMENT}.resource_matcher"


@instead_of(MATCHER, "_substitute_policy_variables")
def substitute_but_stars(substitute: Any, pattern: str, context: Mapping[str, Any] | None) -> str:
    return substitute(pattern.replace("${*}", STAR), context)


@instead_of(MATCHER, "arn_matches")
def match_stars(matches: Any, pattern: str, arn: str) -> bool:
    return matches(pattern, arn.replace("*", STAR))
