"""The account's permission for API Gateway to write logs."""

import json

import pulumi
import pulumi_aws as aws

from components.rest_api.role import TRUST


class ApiLogging(pulumi.ComponentResource):
    """The role by which API Gateway writes logs, set for the whole account and region.

    One setting serves all REST APIs there: make it in one stack only, and let an API that logs depend on it.
    All of it stays when the stack goes: deleting it would silence the other APIs of the account and region.
    role_arn: the role.
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html,
    github.com/hashicorp/terraform-provider-aws/issues/42226
    """

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stepfunctions-rest-api:index:ApiLogging", name, None, opts)
        stays = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        partition = aws.get_partition_output(opts=pulumi.InvokeOutputOptions(parent=self)).partition
        role = aws.iam.Role(f"{name}-role", assume_role_policy=json.dumps(TRUST), opts=stays)
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
        self.role_arn: pulumi.Output[str] = role.arn
        self.register_outputs({"role_arn": self.role_arn})
