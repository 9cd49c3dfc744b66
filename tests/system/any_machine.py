"""A program that puts the API before machines that aren't the shop's: one that waits, fails or ends at once as told.

`api` has two origins; `limited` has one, and lets one request through.
"""

import json

import pulumi
import pulumi_aws as aws

from components.rest_api import StepFunctionsRestApi, StepFunctionsRestApiArgs
from tests.system.asking import ORIGINS

STATES = {
    "What": {
        "Type": "Choice",
        "Choices": [
            {"Variable": "$.wait", "IsPresent": True, "Next": "Wait"},
            {"Variable": "$.fail", "IsPresent": True, "Next": "Fail"},
        ],
        "Default": "Pass",
    },
    "Wait": {"Type": "Wait", "SecondsPath": "$.wait", "End": True},
    "Fail": {"Type": "Fail", "Error": "Custom.Failure", "Cause": "the secret cause"},
    "Pass": {"Type": "Pass", "End": True},
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
SCHEMA = {"type": "object", "properties": {"wait": {"type": "integer", "minimum": 1, "maximum": 60}}}

provider = aws.Provider("aws", region="us-east-2")
here = pulumi.ResourceOptions(provider=provider)
role = aws.iam.Role("any-machine", assume_role_policy=json.dumps(TRUST), opts=here)


def machine(name: str, called: pulumi.Input[str] | None = None) -> aws.sfn.StateMachine:
    definition = json.dumps({"StartAt": "What", "States": STATES})
    return aws.sfn.StateMachine(name, name=called, role_arn=role.arn, definition=definition, opts=here)


def api(name: str, before: aws.sfn.StateMachine, origins: list[str], limit: float) -> StepFunctionsRestApi:
    args = StepFunctionsRestApiArgs(
        state_machine_arn=before.arn,
        input_schema=SCHEMA,
        allowed_origins=origins,
        throttle_rate=limit,
        throttle_burst=max(1, int(limit)),
    )
    return StepFunctionsRestApi(name, args, pulumi.ResourceOptions(providers=[provider]))


one, other = machine("one"), machine("other")
longer = machine("longer", pulumi.Output.concat(one.name, "-more"))  # begins like the one before the API
pulumi.export("url", api("any-api", one, ORIGINS, 1000).stage_url)
pulumi.export("limitedUrl", api("limited-api", one, ORIGINS[:1], 0.1).stage_url)
pulumi.export("machineArn", one.arn)
pulumi.export("otherMachineArn", other.arn)
pulumi.export("longerMachineArn", longer.arn)
