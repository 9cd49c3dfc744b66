"""A program that puts the API before machines that aren't the shop's: one that waits, fails or ends at once as told.

`any` and `strict` have two origins, and `strict` a schema that refuses much; `limited` has one origin and lets one
execution be started; `closed` is shut. Whoever looks at the shop's functions and at `limited` is told.
"""

import json
from typing import Any

import pulumi
import pulumi_aws as aws

from components.project import NAME
from components.rest_api import RestApi, RestApiArgs, Throttle
from components.watch import Watch, WatchArgs
from tests.making import trust
from tests.system import schemas
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

MANY = Throttle(rate=1000, burst=1000)

provider = aws.Provider("aws", region="us-east-2")
here = pulumi.ResourceOptions(provider=provider)
role = aws.iam.Role("any-machine", assume_role_policy=trust("states.amazonaws.com"), opts=here)


def machine(name: str, called: pulumi.Input[str] | None = None) -> aws.sfn.StateMachine:
    definition = json.dumps({"StartAt": "What", "States": STATES})
    return aws.sfn.StateMachine(name, name=called, role_arn=role.arn, definition=definition, opts=here)


def api(name: str, before: aws.sfn.StateMachine, **changes: Any) -> RestApi:
    settings: dict[str, Any] = {
        "input_schema": schemas.ANY,
        "allowed_origins": ORIGINS,
        "throttle": MANY,
        "start_throttle": MANY,
        "describe_throttle": MANY,
    }
    args = RestApiArgs(state_machine_arn=before.arn, **{**settings, **changes})
    return RestApi(name, args, pulumi.ResourceOptions(providers=[provider]))


one, other = machine("one"), machine("other")
longer = machine("longer", pulumi.Output.concat(one.name, "-more"))  # begins like the one before the API
one_request = {"allowed_origins": ORIGINS[:1], "start_throttle": Throttle(rate=0.01, burst=1)}
pulumi.export("url", api("any-api", one).stage_url)
pulumi.export("strictUrl", api("strict-api", other, input_schema=schemas.STRICT).stage_url)
limited = api("limited-api", one, **one_request)
pulumi.export("limitedUrl", limited.stage_url)
pulumi.export("limitedLog", limited.log_group_name)
pulumi.export("closedUrl", api("closed-api", one, open=False).stage_url)
pulumi.export("machineArn", one.arn)
pulumi.export("otherMachineArn", other.arn)
pulumi.export("longerMachineArn", longer.arn)

logs = f"/aws/lambda/{NAME}-local-orders"
Watch(
    "watch",
    WatchArgs(
        email="owner@example.com",
        monthly_budget=0,
        state_machine_arn=one.arn,
        api_name="limited-api",
        stage_name="v1",
        access_log=limited.log_group_name,
        payment_function="orders-process-payment",
        payment_log=f"{logs}-process-payment",
        voice_function="orders-notify-with-polly",
        voice_log=f"{logs}-notify-with-polly",
    ),
    pulumi.ResourceOptions(providers=[provider]),
)
