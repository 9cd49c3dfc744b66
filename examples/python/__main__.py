"""A safe REST API before a state machine that hands its input on. `pulumi install` makes the package's SDK."""

import json

import pulumi
import pulumi_aws as aws
import pulumi_stepfunctions as stepfunctions

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
PASS = {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": True}}}

role = aws.iam.Role("role", assume_role_policy=json.dumps(TRUST))
machine = aws.sfn.StateMachine("machine", role_arn=role.arn, definition=json.dumps(PASS))
# Once per account and region: leave it out where it's set.
logging = stepfunctions.ApiLogging("logging")
api = stepfunctions.RestApi(
    "api",
    state_machine_arn=machine.arn,
    input_schema={
        "type": "object",
        "required": ["text"],
        "additionalProperties": False,
        "properties": {"text": {"type": "string", "maxLength": 7}},
    },
    allowed_origins=["https://example.org"],
    opts=pulumi.ResourceOptions(depends_on=[logging]),
)
pulumi.export("stageUrl", api.stage_url)
