"""A program with one API for each access that its configuration tells, all before a machine that waits as told.

apis: by name, what each API's arguments say beyond the rest.
"""

import json
from typing import Any

import pulumi
import pulumi_aws as aws

from components.rest_api import RestApi, RestApiArgs, Throttle
from tests.making import trust
from tests.system import schemas
from tests.system.asking import ORIGINS

MANY = Throttle(rate=1000, burst=1000)
config = pulumi.Config()
provider = aws.Provider("aws", region="us-east-2")
here = pulumi.ResourceOptions(provider=provider)
role = aws.iam.Role("waiting", assume_role_policy=trust("states.amazonaws.com"), opts=here)
states = {"Wait": {"Type": "Wait", "SecondsPath": "$.input.wait", "End": True}}
definition = json.dumps({"StartAt": "Wait", "States": states})
machine = aws.sfn.StateMachine("waiting", role_arn=role.arn, definition=definition, opts=here)
for name, given in config.require_object("apis").items():
    args: dict[str, Any] = dict(
        state_machine_arn=machine.arn,
        input_schema=schemas.ANY,
        allowed_origins=ORIGINS[:1],
        stop=True,
        throttle=MANY,
        start_throttle=MANY,
        describe_throttle=MANY,
        stop_throttle=MANY,
    )
    api = RestApi(name, RestApiArgs(**{**args, **given}), pulumi.ResourceOptions(providers=[provider]))
    pulumi.export(name, {"url": api.stage_url, "id": api.rest_api_id, "arn": api.execution_arn})
