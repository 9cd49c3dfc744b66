"""A program that puts an API with the order's schema before a machine that does nothing: orders there cost no work."""

import json

import pulumi
import pulumi_aws as aws

from components.orders import order_schema
from components.rest_api import RestApi, RestApiArgs, Throttle
from tests.making import trust
from tests.system.schemathesis_checks import ORIGIN

PASS = {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": True}}}

MANY = Throttle(rate=1000, burst=1000)

provider = aws.Provider("aws", region="us-east-2")
here = pulumi.ResourceOptions(provider=provider)
role = aws.iam.Role("pass-through", assume_role_policy=trust("states.amazonaws.com"), opts=here)
machine = aws.sfn.StateMachine("pass-through", role_arn=role.arn, definition=json.dumps(PASS), opts=here)
api = RestApi(
    "pass-through-api",
    RestApiArgs(
        state_machine_arn=machine.arn,
        input_schema=order_schema(),
        allowed_origins=[ORIGIN],
        throttle=MANY,
        start_throttle=MANY,
        describe_throttle=MANY,
    ),
    pulumi.ResourceOptions(providers=[provider]),
)
pulumi.export("url", api.stage_url)
