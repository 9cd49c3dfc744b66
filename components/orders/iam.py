"""Roles and policy documents of the order system."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

type Statement = Mapping[str, Any]  # one statement of an IAM policy; values may be outputs


def policy(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """Return the policy document of `statements`, always the same text for the same rights."""
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [*statements]}, sort_keys=True)


def make_role(
    name: str,
    trusted: pulumi.Input[str],
    statements: Sequence[Statement],
    boundary: str | None,
    opts: pulumi.ResourceOptions,
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Create a role and its policy; resources that use the role must wait for the policy."""
    role = aws.iam.Role(f"{name}-role", assume_role_policy=trusted, permissions_boundary=boundary, opts=opts)
    return role, aws.iam.RolePolicy(f"{name}-rights", role=role.name, policy=policy(statements), opts=opts)


def trust(service: str, condition: Mapping[str, Any] | None = None) -> pulumi.Output[str]:
    """Return the trust policy that lets an AWS service, such as `lambda.amazonaws.com`, assume a role."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return policy([statement | ({"Condition": condition} if condition else {})])


def may_trace(*, sampling: bool = False) -> Statement:
    """Return the right to write X-Ray segments, and with `sampling` to read the sampling rules.

    X-Ray has no resources to name. Lambda samples by itself, Step Functions by the account's sampling rules.
    Sources: docs.aws.amazon.com/lambda/latest/dg/services-xray.html#services-xray-permissions,
    docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html
    """
    rules = ["xray:GetSamplingRules", "xray:GetSamplingTargets"] if sampling else []
    return {
        "Effect": "Allow",
        "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords", *rules],
        "Resource": "*",
    }
