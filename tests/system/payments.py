"""The shop's workflow before a payment provider of the tests' own, which keeps a ledger and fails as it's told."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from components.orders.catalog import HANDLERS, files_of
from tests.making import allow, document, zipped
from tests.running import RunningShop
from tests.system import ledger
from tests.system.ordering import ended, order

FUNCTION_SECONDS = 2

type Change = Callable[[dict[str, Any]], None]


def archive() -> bytes:
    """Return ProcessPayment's code with the ledger behind the seam."""
    files = {f"handlers/{name}": (HANDLERS / name).read_text() for name in files_of("process_payment")}
    files["handlers/payment_gateway.py"] += Path(ledger.__file__).read_text().partition("# ---\n")[2]
    return zipped(files)


class Provider:
    """The shop's workflow with a provider of its own. `order` runs one order through it."""

    def __init__(
        self, shop: RunningShop, folder: Path, faults: str, change: Change | None = None, seconds: int = 600
    ) -> None:
        self._shop, self._folder, self._name = shop, folder, f"ledger-{uuid.uuid4()}"
        self._lambda, self._states = shop.client("lambda"), shop.client("stepfunctions")
        definition = self._states.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])
        payment = json.loads(definition["definition"])["States"]["ProcessPayment"]
        name = payment["Parameters"]["FunctionName"]
        original = self._lambda.get_function_configuration(FunctionName=name)
        environment = original["Environment"]["Variables"] | {"LEDGER": str(folder), "FAULTS": faults}
        copy = self._lambda.create_function(
            FunctionName=self._name,
            Runtime=original["Runtime"],
            Role=original["Role"],
            Handler=original["Handler"],
            Code={"ZipFile": archive()},
            Environment={"Variables": environment},
            Timeout=FUNCTION_SECONDS,
            LoggingConfig=original["LoggingConfig"],
        )
        self.function = copy["FunctionArn"]
        self._lambda.get_waiter("function_active_v2").wait(FunctionName=self.function)
        machine = self._states.describe_state_machine(stateMachineArn=shop.outputs["stateMachineArn"])
        self.role = machine["roleArn"].rpartition("/")[2]
        self._may_invoke()
        definition = json.loads(machine["definition"].replace(original["FunctionArn"], self.function))
        definition["TimeoutSeconds"] = seconds
        for state in definition["States"].values():
            for retry in state.get("Retry", []):
                retry["MaxAttempts"] = 1
        if change:
            change(definition["States"])
        self.machine = self._states.create_state_machine(
            name=self._name, definition=json.dumps(definition), roleArn=machine["roleArn"]
        )["stateMachineArn"]

    def _may_invoke(self) -> None:
        right = document(allow("lambda:InvokeFunction", Resource=self.function))
        self._shop.client("iam").put_role_policy(
            RoleName=self.role, PolicyName=self._name, PolicyDocument=right
        )

    def order(self, number: str) -> tuple[str, dict[str, Any]]:
        """Order; return the order's id and how its execution ended."""
        wanted = order(self._shop, number)
        execution = self._states.start_execution(
            stateMachineArn=self.machine, name=wanted.name, input=json.dumps(wanted)
        )["executionArn"]
        return wanted.name, ended(lambda: self._states.describe_execution(executionArn=execution))

    def mend(self) -> None:
        """Let nothing go wrong any more."""
        environment = self._lambda.get_function_configuration(FunctionName=self.function)["Environment"]
        variables = {**environment["Variables"], "FAULTS": ""}
        self._lambda.update_function_configuration(
            FunctionName=self.function, Environment={"Variables": variables}
        )
        self._lambda.get_waiter("function_updated_v2").wait(FunctionName=self.function)

    def booked(self, order_id: str) -> str | None:
        """Return what the ledger says of an order now: charged, declined or voided, or nothing."""
        path = self._folder / order_id
        return json.loads(path.read_text()) if path.exists() else None

    def charges(self, order_id: str) -> int:
        """Return how often the provider was asked to charge."""
        log = self._folder / f"{order_id}.log"
        return log.read_text().split().count("charged") if log.exists() else 0

    def close(self) -> None:
        self._states.delete_state_machine(stateMachineArn=self.machine)
        self._lambda.delete_function(FunctionName=self.function)
        self._shop.client("iam").delete_role_policy(RoleName=self.role, PolicyName=self._name)
