"""What a pipeline's stack has from bootstrap/, and what it leaves alone."""

import re

import pulumi

# CloudFront knows these by an id that it makes and by no tag, so nobody may be allowed to change or delete one of them
# without being allowed to do that to all. A new one takes the old one's place, and the old one stays.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
_NEITHER_NAMED_NOR_TAGGED = (
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
)


def prefix(project: str) -> str:
    """Return what the pipeline's own things begin with: no environment may touch those."""
    return f"{project}-pipeline-"


def payment_key_alias(boundary_arn: str, project: str) -> str | None:
    """Return the alias of the payment key that bootstrap/ made beside this boundary; None if it made neither."""
    own = rf"arn:[^:]+:iam::[0-9]+:policy/({re.escape(prefix(project))}[a-z0-9-]+)-boundary"
    found = re.fullmatch(own, boundary_arn)
    return f"alias/{found[1]}-payment" if found else None


def made_anew(resource: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
    """Make what a pipeline may not change anew instead, and leave the old one.

    Source: www.pulumi.com/docs/iac/concepts/resources/options/transformations/
    """
    if resource.type_ not in _NEITHER_NAMED_NOR_TAGGED:
        return None
    anew = pulumi.ResourceOptions(replace_on_changes=["*"], retain_on_delete=True)
    return pulumi.ResourceTransformationResult(
        resource.props, pulumi.ResourceOptions.merge(resource.opts, anew)
    )
