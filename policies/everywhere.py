"""What holds for resources of every kind: where they belong, who made them, and that somebody thought of them."""

import json
from collections.abc import Mapping

from policies.model import Resource, type_of
from policies.rule import ResourceRule, Rule

STACK = "pulumi:pulumi:Stack"
PROVIDER = "pulumi:providers:aws"
EVERY_RESOURCE = ("aws:*", "pulumi-python:dynamic:Resource")
TAGS = {"Project", "Stack", "ManagedBy"}
HOLD_DATA = ("aws:dynamodb/table:Table", "aws:kms/key:Key")
# Types that have rules here, or that were looked at and need none.
CONSIDERED = {
    "aws:apigateway/account:Account",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/integration:Integration",
    "aws:apigateway/integrationResponse:IntegrationResponse",
    "aws:apigateway/method:Method",
    "aws:apigateway/methodResponse:MethodResponse",
    "aws:apigateway/methodSettings:MethodSettings",
    "aws:apigateway/model:Model",
    "aws:apigateway/requestValidator:RequestValidator",
    "aws:apigateway/response:Response",
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:dynamodb/table:Table",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:kms/alias:Alias",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:lambda/permission:Permission",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLogging:BucketLogging",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:sfn/alias:Alias",
    "aws:sfn/stateMachine:StateMachine",
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
}


def belongs_to_a_component(resource: Resource) -> bool:
    return resource.parent is not None and type_of(resource.parent) != STACK


def has_a_chosen_provider(resource: Resource) -> bool:
    return resource.provider is not None and not resource.provider.rpartition("::")[2].startswith("default")


def tags_and_places(provider: Resource) -> bool:
    """Tell whether a provider tags what it makes, and makes it in a region that the program chose."""
    said = provider.get("defaultTags") or {}
    tags = (said if isinstance(said, Mapping) else json.loads(said)).get("tags", {})
    return set(tags) >= TAGS and bool(provider.get("region"))


def was_considered(resource: Resource) -> bool:
    return resource.type in CONSIDERED


def is_protected(resource: Resource) -> bool:
    return resource.protect


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="resource-has-a-component",
        types=EVERY_RESOURCE,
        says="Every resource has a component as parent",
        fix="pass ResourceOptions(parent=self)",
        severity="medium",
        source="www.pulumi.com/docs/iac/concepts/components/",
        holds=belongs_to_a_component,
    ),
    ResourceRule(
        name="provider-is-chosen",
        types=("aws:*",),
        says="Every resource is made by the program's own provider, which tags it",
        fix="pass the provider to the component",
        severity="medium",
        source="www.pulumi.com/docs/iac/concepts/providers/",
        holds=has_a_chosen_provider,
    ),
    ResourceRule(
        name="provider-tags",
        types=(PROVIDER,),
        says="The provider works in a region that was chosen and tags all with Project, Stack and ManagedBy",
        fix="set region and defaultTags",
        severity="medium",
        source="docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
        holds=tags_and_places,
    ),
    ResourceRule(
        name="type-was-considered",
        types=("aws:*",),
        says="Somebody asked which rules and controls a resource's type needs",
        fix="write its rules, then add it to CONSIDERED (policies/everywhere.py)",
        severity="medium",
        source="docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
        holds=was_considered,
    ),
    ResourceRule(
        name="data-is-protected",
        types=HOLD_DATA,
        says="Pulumi refuses to destroy tables and keys",
        fix="set gopizza:protect",
        severity="high",
        source="www.pulumi.com/docs/iac/concepts/options/protect/",
        holds=is_protected,
    ),
)
