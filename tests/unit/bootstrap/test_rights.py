"""What the pipeline may do."""

import json
import re
import warnings
from typing import Any

import pytest

from bootstrap.rights import Statement, placeholders, statements
from components.project import NAME
from tests.making import document
from tests.plan.program import registered

with warnings.catch_warnings():  # of pkg_resources, deprecated
    warnings.simplefilter("ignore")
    import parliament

PLACE: dict[str, Any] = {
    "partition": "aws",
    "region": "us-east-2",
    "account": "123456789012",
    "project": NAME,
    "stack": "prod",
    "prefix": f"{NAME}-prod-",
    "boundary": f"arn:aws:iam::123456789012:policy/{NAME}-pipeline-prod-boundary",
    "state_bucket": f"{NAME}-state-0123456",
    "secrets_key": "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "payment_keys": ["arn:aws:kms:us-east-2:123456789012:key/0987dcba-09fe-87dc-65ba-ab0987654321"],
    "hosted_zones": ["Z0123456789"],
}
RIGHTS = {
    it: statements(it, PLACE)
    for it in ("reading", "reading-options", "refreshing", "changing", "changing-options", "boundary")
}
EVERYTHING = [statement for rights in RIGHTS.values() for statement in rights]
OF_ROLES = [it for what, rights in RIGHTS.items() if what != "boundary" for it in rights]
# A managed policy holds 6,144 characters without its white space.
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
POLICY_LIMIT = 6144
# Rights without a resource to name.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/
ON_ANYTHING = {
    "acm:RequestCertificate",  # only with the environment's tags
    "cloudfront:CreateDistribution",  # only with the environment's tags
    "cloudfront:CreateOriginAccessControl",
    "cloudfront:CreateResponseHeadersPolicy",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:UpdateLogDelivery",
    "polly:SynthesizeSpeech",
    "sns:GetSubscriptionAttributes",
    "sns:Unsubscribe",
    "states:ValidateStateMachineDefinition",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
# What AWS gives no name in its ARN: tags tell it apart.
UNNAMED = ("acm", "apigateway", "cloudfront")
KEYS = {PLACE["secrets_key"], *PLACE["payment_keys"]}
# What the linter finds though nothing is wrong.
WRONG_FINDINGS = {
    # Its data are older than AWS's, where these take no resource: see `test_no_action_is_one_that_aws_does_not_have`.
    ("RESOURCE_STAR", "cloudfront:CreateDistribution"),
    ("RESOURCE_STAR", "cloudfront:CreateResponseHeadersPolicy"),
    # Its data ask for an Express execution as well.
    ("RESOURCE_MISMATCH", "states:DescribeExecution"),
    # Whoever deploys buckets sets their policies.
    ("RESOURCE_POLICY_PRIVILEGE_ESCALATION", "s3:PutBucketPolicy"),
}
# What a deployment calls first for each kind of thing that the program makes; kinds that have no call of their own,
# since API Gateway's paths say what is made, are under its POST and PUT.
CREATED_BY = {
    "acm/certificate": "acm:RequestCertificate",
    "acm/certificateValidation": "acm:DescribeCertificate",
    "budgets/budget": "budgets:ModifyBudget",
    "cloudfront/distribution": "cloudfront:CreateDistribution",
    "cloudfront/originAccessControl": "cloudfront:CreateOriginAccessControl",
    "cloudfront/responseHeadersPolicy": "cloudfront:CreateResponseHeadersPolicy",
    "cloudwatch/dashboard": "cloudwatch:PutDashboard",
    "cloudwatch/logGroup": "logs:CreateLogGroup",
    "cloudwatch/logMetricFilter": "logs:PutMetricFilter",
    "cloudwatch/metricAlarm": "cloudwatch:PutMetricAlarm",
    "dynamodb/table": "dynamodb:CreateTable",
    "iam/role": "iam:CreateRole",
    "iam/rolePolicy": "iam:PutRolePolicy",
    "lambda/function": "lambda:CreateFunction",
    "route53/record": "route53:ChangeResourceRecordSets",
    "s3/bucket": "s3:CreateBucket",
    "s3/bucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "s3/bucketObjectv2": "s3:PutObject",
    "s3/bucketOwnershipControls": "s3:PutBucketOwnershipControls",
    "s3/bucketPolicy": "s3:PutBucketPolicy",
    "s3/bucketPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3/bucketServerSideEncryptionConfiguration": "s3:PutEncryptionConfiguration",
    "sfn/alias": "states:CreateStateMachineAlias",
    "sfn/stateMachine": "states:CreateStateMachine",
    "sns/topic": "sns:CreateTopic",
    "sns/topicSubscription": "sns:Subscribe",
    "wafv2/webAcl": "wafv2:CreateWebACL",
    "wafv2/webAclAssociation": "wafv2:AssociateWebACL",
}


def actions(statements: list[Statement]) -> set[str]:
    return {action for statement in statements for action in statement["Action"]}


def resources(statement: Statement) -> list[str]:
    resource = statement["Resource"]
    return [resource] if isinstance(resource, str) else resource


@pytest.mark.parametrize("rights", RIGHTS.values(), ids=RIGHTS)
def test_a_policy_is_no_longer_than_iam_takes(rights: list[Statement]) -> None:
    text = document(*rights)
    assert len(re.sub(r"\s", "", text)) < POLICY_LIMIT


def test_a_placeholder_that_nobody_knows_is_an_error() -> None:
    assert set().union(*map(placeholders, RIGHTS)) == PLACE.keys()
    with pytest.raises(KeyError, match="region"):
        statements("boundary", {name: it for name, it in PLACE.items() if name != "region"})


def test_the_linter_finds_nothing_that_is_wrong() -> None:
    found = set()
    text = document(*EVERYTHING)
    for finding in parliament.analyze_policy_string(text, include_community_auditors=False).findings:
        for detail in finding.detail if isinstance(finding.detail, list) else [finding.detail]:
            said = detail["action"] if isinstance(detail, dict) else detail
            found.add((finding.issue, re.sub(r".* allow (\S+)$", r"\1", said)))
    assert found == WRONG_FINDINGS


def test_no_action_is_allowed_by_wildcard_and_few_on_anything() -> None:
    assert not [action for action in actions(EVERYTHING) if "*" in action]
    assert actions([it for it in EVERYTHING if "*" in resources(it)]) == ON_ANYTHING


def test_what_has_a_name_is_this_environments() -> None:
    foreign = [
        resource
        for statement in OF_ROLES
        for resource in resources(statement)
        if resource != "*"
        and PLACE["prefix"] not in resource
        and resource.split(":")[2] not in UNNAMED
        and PLACE["state_bucket"] not in resource
        and resource not in KEYS
        # of the zones that a person named, and what becomes of their changes
        and resource.split(":")[2] != "route53"
    ]
    assert foreign == []


def test_the_state_of_another_environment_is_out_of_reach() -> None:
    reached = {
        resource.partition("/.pulumi/")[2]
        for statement in [*RIGHTS["reading"], *RIGHTS["changing"]]
        for resource in resources(statement)
        if "/.pulumi/" in resource
    }
    assert reached == {
        "meta.yaml",
        f"stacks/{NAME}/prod.*",
        f"locks/organization/{NAME}/prod/*",
        f"history/{NAME}/prod/*",
        f"backups/{NAME}/prod/*",
    }


def test_a_key_is_used_by_its_arn_and_changed_by_nobody() -> None:
    for statement in EVERYTHING:
        if any(action.startswith("kms:") for action in statement["Action"]):
            assert set(resources(statement)) <= KEYS
            assert set(statement["Action"]) <= {"kms:Decrypt", "kms:Encrypt", "kms:GetPublicKey"}


def test_what_has_no_name_is_reached_by_tags_that_only_its_making_writes() -> None:
    own = {"StringEquals": {"aws:ResourceTag/Project": NAME, "aws:ResourceTag/Stack": "prod"}}
    made = {"StringEquals": {"aws:RequestTag/Project": NAME, "aws:RequestTag/Stack": "prod"}}
    seen = set()
    for statement in OF_ROLES:
        if not statement["Action"][0].startswith(UNNAMED):
            continue
        for action in statement["Action"]:
            new = all(
                it in ("*", "arn:aws:apigateway:us-east-2::/restapis") or "${*}" in it
                for it in resources(statement)
            )
            assert statement.get("Condition") in ((None, made) if new else (own, None))
            if not new and "Condition" not in statement:  # what has no tags either is only looked at
                assert action in {"cloudfront:GetOriginAccessControl", "cloudfront:GetResponseHeadersPolicy"}
            if "Tag" in action and ":List" not in action:
                seen |= {(action, it) for it in resources(statement)}
            assert not any("/tags/" in it and "${*}" not in it for it in resources(statement))
    assert seen == {
        ("cloudfront:TagResource", "arn:aws:cloudfront::123456789012:distribution/${*}"),
        ("acm:AddTagsToCertificate", "arn:aws:acm:us-east-1:123456789012:certificate/${*}"),
    }


def test_no_role_is_given_rights_without_its_boundary() -> None:
    giving = {"iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"}
    given = set()
    for statement in RIGHTS["changing"]:
        if giving & set(statement["Action"]):
            assert statement["Condition"]["ArnEquals"]["iam:PermissionsBoundary"] == PLACE["boundary"]
            given |= giving & set(statement["Action"])
    assert given == giving
    assert not actions(RIGHTS["changing"]) & {"iam:DeleteRolePermissionsBoundary", "iam:AttachRolePolicy"}
    assert not [
        action for action in actions(RIGHTS["changing"]) if "Policy" in action and "iam:Create" in action
    ]


def test_a_preview_changes_nothing_and_reads_no_order() -> None:
    verbs = {re.sub(r"^\w+:(GET|[A-Z][a-z]+).*$", r"\1", action) for action in actions(RIGHTS["reading"])}
    assert verbs == {"GET", "Decrypt", "Describe", "Get", "List", "Validate"}
    assert not actions(RIGHTS["reading"]) & {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"}
    looking = [it for it in RIGHTS["reading"] if {"s3:GetObject", "s3:ListBucket"} & set(it["Action"])]
    seen = {resource for it in looking for resource in resources(it) if PLACE["state_bucket"] not in resource}
    assert seen == {
        f"arn:aws:s3:::{NAME}-prod-website-files-*",
        f"arn:aws:s3:::{NAME}-prod-website-files-*/*",
    }


def test_a_deployment_may_make_everything_that_the_program_makes() -> None:
    everything = {
        "alarmEmail": "owner@example.com",
        "monthlyBudget": 25,
        "websiteUrl": "https://pizza.example",
        "hostedZoneId": PLACE["hosted_zones"][0],
    }
    kinds = {
        it.typ.removeprefix("aws:").partition(":")[0]
        for stack in ("dev", "prod")
        for it in registered(stack, permissionsBoundary=PLACE["boundary"], **everything).registered
        if it.typ.startswith("aws:")
    }
    called = {kind for kind in kinds if not kind.startswith("apigateway/")}
    may = actions(OF_ROLES)
    assert called == CREATED_BY.keys()
    assert {CREATED_BY[kind] for kind in called} <= may
    assert {"apigateway:POST", "apigateway:PUT", "apigateway:PATCH"} <= may


def test_records_are_changed_in_the_zones_that_a_person_named_alone() -> None:
    changed = [
        resources(it)
        for it in RIGHTS["changing-options"]
        if "route53:ChangeResourceRecordSets" in it["Action"]
    ]
    assert changed == [["arn:aws:route53:::hostedzone/Z0123456789"]]
    nowhere = statements("changing-options", PLACE | {"hosted_zones": []})
    assert "route53:ChangeResourceRecordSets" not in actions(nowhere)


def test_a_boundary_lets_every_role_do_what_its_own_policy_says() -> None:
    wanted = {
        action
        for stack in ("dev", "prod")
        for policy in registered(stack).all("aws:iam/rolePolicy:RolePolicy").values()
        for statement in json.loads(policy["policy"])["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }
    # bootstrap/ has written the policy itself.
    assert wanted - actions(RIGHTS["boundary"]) == {"logs:PutResourcePolicy"}
