"""What bootstrap/ provides for the stacks of a pipeline, and what such a stack must not change."""

import re

import pulumi

# CloudFront identifies these only by an id that it generates, not by tags: a right to change or delete one of them is a
# right to change or delete all. So a change creates a new one, and the old one stays.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
_NEITHER_NAMED_NOR_TAGGED = (
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
)


def prefix(project: str) -> str:
    """Return the prefix of the pipeline's own resources, which no environment may change."""
    return f"{project}-pipeline-"


def payment_key_alias(boundary_arn: str, project: str) -> str | None:
    """Return the alias of the payment key that bootstrap/ created with this boundary; None if it created neither."""
    own = rf"arn:[^:]+:iam::[0-9]+:policy/({re.escape(prefix(project))}[a-z0-9-]+)-boundary"
    found = re.fullmatch(own, boundary_arn)
    return f"alias/{found[1]}-payment" if found else None


def made_anew(resource: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
    """Replace a resource that a pipeline may not change, and keep the old one.

    Source: www.pulumi.com/docs/iac/concepts/resources/options/transformations/
    """
    if resource.type_ not in _NEITHER_NAMED_NOR_TAGGED:
        return None
    anew = pulumi.ResourceOptions(replace_on_changes=["*"], retain_on_delete=True)
    return pulumi.ResourceTransformationResult(
        resource.props, pulumi.ResourceOptions.merge(resource.opts, anew)
    )
