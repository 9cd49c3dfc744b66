"""The bound of all roles."""

import pulumi


def bounded_by(policy_arn: str) -> list[pulumi.ResourceTransformation]:
    """Return what gives every role below a component this permissions boundary; nothing for an empty ARN.

    A pipeline's own role may make roles only within the boundary that its account's administrator set.
    Sources: docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html,
    www.pulumi.com/docs/iac/concepts/resources/options/transformations/
    """

    def bounded(
        resource: pulumi.ResourceTransformationArgs,
    ) -> pulumi.ResourceTransformationResult | None:
        if resource.type_ != "aws:iam/role:Role":
            return None
        props = {**resource.props, "permissions_boundary": policy_arn}
        return pulumi.ResourceTransformationResult(props, resource.opts)

    return [bounded] if policy_arn else []
