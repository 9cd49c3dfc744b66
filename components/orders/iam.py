"""Policy documents of this room."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

type Statement = Mapping[str, Any]  # one statement of an IAM policy; values may be outputs


def policy(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """Return the policy document of `statements`, the same text for the same rights."""
    return pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [*statements]}, sort_keys=True)


def trust(service: str, condition: Mapping[str, Any] | None = None) -> pulumi.Output[str]:
    """Return the trust policy that lets an AWS service, such as `lambda.amazonaws.com`, take a role."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return policy([statement | ({"Condition": condition} if condition else {})])


def trace_statement() -> Statement:
    """Return the right to write X-Ray segments; X-Ray has no resources to name.

    Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    """
    return {
        "Effect": "Allow",
        "Action": [
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
        ],
        "Resource": "*",
    }
