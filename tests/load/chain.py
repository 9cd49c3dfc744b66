"""What an order is compared with: five empty functions, one after the other, as a state machine of its own."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from tests.making import allow, document, function, trust
from tests.running import RunningShop
from tests.system.ordering import ended

LENGTH = 5
CODE = "def handle(event, context): return event"


@dataclass(frozen=True)
class Chain:
    """A deployed chain. client: of Step Functions."""

    client: Any
    arn: str

    def start(self) -> str:
        """Start it once; return its execution's ARN."""
        return self.client.start_execution(stateMachineArn=self.arn, input="{}")["executionArn"]

    def run(self) -> None:
        """Run it once, from its start to its end."""
        execution = self.start()
        described = ended(lambda: self.client.describe_execution(executionArn=execution))
        assert described["status"] == "SUCCEEDED", described


def deployed(shop: RunningShop) -> Chain:
    """Make functions, role and state machine beside the shop."""
    name = f"chain-{uuid.uuid4()}"
    role = _role(shop, name)
    functions = [_function(shop, f"{name}-{number}", role) for number in range(LENGTH)]
    client = shop.client("stepfunctions")
    machine = client.create_state_machine(
        name=name, definition=json.dumps(_definition(functions)), roleArn=role
    )
    return Chain(client, machine["stateMachineArn"])


def _definition(functions: list[str]) -> dict[str, Any]:
    names = [f"State{number}" for number in range(len(functions))]
    states = {
        name: {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": function, "Payload.$": "$"},
            "OutputPath": "$.Payload",
            **({"Next": following} if following else {"End": True}),
        }
        for name, function, following in zip(names, functions, [*names[1:], None], strict=True)
    }
    return {"StartAt": names[0], "States": states}


def _role(shop: RunningShop, name: str) -> str:
    iam = shop.client("iam")
    services = {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(services))
    rights = document(allow(["lambda:InvokeFunction", "logs:*"], Resource="*"))
    iam.put_role_policy(RoleName=name, PolicyName="chain", PolicyDocument=rights)
    return made["Role"]["Arn"]


def _function(shop: RunningShop, name: str, role: str) -> str:
    return function(shop.client("lambda"), name, role, CODE, MemorySize=512)
