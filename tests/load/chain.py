"""What an order is compared with: five empty functions, one after the other, as a state machine of its own."""

import uuid
from dataclasses import dataclass
from typing import Any

from tests.making import allow, function, machine, role
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
    functions, client = shop.client("lambda"), shop.client("stepfunctions")
    services = {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}
    taken = role(shop.client("iam"), services, allow(["lambda:InvokeFunction", "logs:*"], Resource="*"))
    links = [function(functions, f"chain-{uuid.uuid4()}", taken, CODE, MemorySize=512) for _ in range(LENGTH)]
    tasks = [
        (
            "lambda:invoke",
            {"Parameters": {"FunctionName": link, "Payload.$": "$"}, "OutputPath": "$.Payload"},
        )
        for link in links
    ]
    return Chain(client, machine(client, taken, *tasks))
