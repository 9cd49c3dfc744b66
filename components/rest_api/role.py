"""The role in which API Gateway calls Step Functions, and the trust policy of each of API Gateway's roles."""

import json

import pulumi
import pulumi_aws as aws

from .args import Settings
from .machine import Machine

# No condition: API Gateway sends no aws:SourceAccount when it assumes an integration's role, so each call would end
# in a 500.
# Source: github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/479
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


def integration_role(
    name: str, settings: Settings, machine: pulumi.Output[Machine], opts: pulumi.ResourceOptions
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Create a role that may start one state machine and read its executions, no more."""
    role = aws.iam.Role(
        f"{name}-role",
        assume_role_policy=json.dumps(TRUST),
        permissions_boundary=settings.permissions_boundary,
        tags=settings.tags,
        opts=opts,
    )
    policy = aws.iam.RolePolicy(
        f"{name}-policy",
        role=role.id,
        policy=pulumi.Output.json_dumps(
            {"Version": "2012-10-17", "Statement": statements(machine, settings.stop)}
        ),
        opts=opts,
    )
    return role, policy


def statements(machine: pulumi.Output[Machine], stop: bool) -> list[dict[str, object]]:
    """Return the role's policy statements; the only `*` stands for the name of an execution.

    The right to start a state machine includes its versions and aliases.
    Source: docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
    """
    executions = machine.apply(lambda it: f"{it.execution_prefix}*")
    return [
        {"Effect": "Allow", "Action": "states:StartExecution", "Resource": machine.apply(lambda it: it.arn)},
        *(
            {"Effect": "Allow", "Action": action, "Resource": executions}
            for action in ("states:DescribeExecution", *(["states:StopExecution"] if stop else []))
        ),
    ]
