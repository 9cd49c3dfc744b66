"""The account's permission for API Gateway to write logs."""

import json
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws
from typing_extensions import NotRequired, TypedDict

from .role import TRUST


class ApiLoggingArgs(TypedDict):
    """The role's settings."""

    permissions_boundary: NotRequired[pulumi.Input[str]]
    """ARN of the role's permissions boundary; none by default."""
    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the role, in addition to the provider's default tags."""


class ApiLogging(pulumi.ComponentResource):
    """The role in which API Gateway writes logs, set for the whole account and region.

    One setting serves all REST APIs there: create it in one stack only, and let APIs with logs depend on it.
    It stays when the stack is destroyed: deleting it would stop the logs of other APIs in the account and region.
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html,
    github.com/hashicorp/terraform-provider-aws/issues/42226
    """

    role_arn: pulumi.Output[str]
    """ARN of the role in which API Gateway writes logs."""

    def __init__(self, name: str, args: ApiLoggingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stepfunctions:index:ApiLogging", name, None, opts)
        stays = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        partition = aws.get_partition_output(opts=pulumi.InvokeOutputOptions(parent=self)).partition
        role = aws.iam.Role(
            f"{name}-role",
            assume_role_policy=json.dumps(TRUST),
            permissions_boundary=args.get("permissions_boundary"),
            tags=args.get("tags"),
            opts=stays,
        )
        attachment = aws.iam.RolePolicyAttachment(
            f"{name}-push",
            role=role.name,
            policy_arn=pulumi.Output.format(
                "arn:{0}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs", partition
            ),
            opts=stays,
        )
        # API Gateway refuses a role that can't write yet.
        after = pulumi.ResourceOptions(parent=self, retain_on_delete=True, depends_on=[attachment])
        aws.apigateway.Account(f"{name}-account", cloudwatch_role_arn=role.arn, opts=after)
        self.role_arn = role.arn
        self.register_outputs({"role_arn": self.role_arn})
