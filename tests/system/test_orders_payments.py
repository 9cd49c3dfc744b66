"""Whatever happens to a payment: the provider's ledger, the orders table and the customer's words agree."""

import json
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from components.orders.catalog import HANDLERS, files_of
from tests.cards import APPROVED, DECLINED
from tests.making import allow, document, zipped
from tests.running import RunningShop
from tests.system import ledger
from tests.system.ordering import ended, order
from tests.system.test_orders_outcomes import stored

FUNCTION_SECONDS = 2
SORRY = "sorry, your payment didn't go through, please try again"
THANKS = "thank you for your order - it will be ready for pickup in 15 minutes"

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


@pytest.fixture
def provider(shop: RunningShop, tmp_path: Path) -> Iterator[Callable[..., Provider]]:
    made: list[Provider] = []

    def make(faults: str, change: Change | None = None) -> Provider:
        made.append(Provider(shop, tmp_path, faults, change))
        return made[-1]

    yield make
    for each in made:
        each.close()


def without_confirmation(states: dict[str, Any]) -> None:
    states["ConfirmOrder"]["Parameters"]["TableName"] = "gone"


def with_a_confirmation_whose_answer_is_lost(states: dict[str, Any]) -> None:
    states["ConfirmOrder"]["Next"] = "VoidPayment"


def without_a_table_to_tell(states: dict[str, Any]) -> None:
    states["HoldOrder"]["Parameters"]["TableName"] = "gone"


# What goes wrong, the card, what is changed in the workflow; then what the ledger says, the table, and the customer.
CASES: dict[str, tuple[str, str, Change | None, str | None, str | None, str]] = {
    "answers": ("", APPROVED, None, "charged", "CONFIRMED", "CONFIRMED"),
    "declines": ("", DECLINED, None, "declined", "CANCELLED", "CANCELLED"),
    "charges and raises": ("charge:raise", APPROVED, None, "charged", "CONFIRMED", "CONFIRMED"),
    "charges and hangs": ("charge:hang", APPROVED, None, "charged", "CONFIRMED", "CONFIRMED"),
    "charges and crashes": ("charge:crash", APPROVED, None, "charged", "CONFIRMED", "CONFIRMED"),
    "declines and raises": ("charge:raise", DECLINED, None, "voided", "CANCELLED", "CANCELLED"),
    "can't charge today": ("before:raise", APPROVED, None, "voided", "CANCELLED", "CANCELLED"),
    "charges, raises, can't be asked": (
        "charge:raise stands:raise", APPROVED, None, "voided", "CANCELLED", "CANCELLED",
    ),
    "is down": ("before:raise stands:raise void:raise", APPROVED, None, None, "UNKNOWN", "UNKNOWN"),
    "charges, then is down": (
        "charge:raise stands:raise void:raise", APPROVED, None, "charged", "UNKNOWN", "UNKNOWN",
    ),
    "charges, then hangs for good": (
        "charge:hang stands:hang void:hang", APPROVED, None, "charged", "UNKNOWN", "UNKNOWN",
    ),
    "voids what can't be confirmed": ("", APPROVED, without_confirmation, "voided", "CANCELLED", "CANCELLED"),
    "voids what was confirmed without an answer": (
        "", APPROVED, with_a_confirmation_whose_answer_is_lost, "voided", "CANCELLED", "CANCELLED",
    ),
    "fails to void what can't be confirmed": (
        "void:raise", APPROVED, without_confirmation, "charged", "UNKNOWN", "UNKNOWN",
    ),
    "hangs when it should void": ("void:hang", APPROVED, without_confirmation, "charged", "UNKNOWN", "UNKNOWN"),
    "charges, then is down, and so is the table": (
        "charge:raise stands:raise void:raise", APPROVED, without_a_table_to_tell, "charged", None, "UNKNOWN",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_ledger_table_and_words_agree(
    shop: RunningShop, provider: Callable[..., Provider], case: str
) -> None:
    faults, card, change, booked, status, told = CASES[case]
    payments = provider(faults, change)
    order_id, execution = payments.order(card)
    assert execution["status"] == "SUCCEEDED", execution
    outcome = json.loads(execution["output"])
    assert (payments.booked(order_id), outcome["status"]) == (booked, told)
    item = stored(shop, order_id)
    assert item.get("status", {}).get("S") == status
    assert outcome["message"] == f"Ann, {words(told, order_id)}"
    assert outcome["audio"] is not None


def words(status: str, order_id: str) -> str:
    unknown = (
        "we can't tell yet whether your payment went through, "
        f"please don't order again, ask us about order {order_id[:8]}"
    )
    return {"CONFIRMED": THANKS, "CANCELLED": SORRY, "UNKNOWN": unknown}[status]


def test_a_step_that_broke_after_the_void_tells_of_no_charge(
    shop: RunningShop, provider: Callable[..., Provider]
) -> None:
    def without_tables(states: dict[str, Any]) -> None:
        for name in ("ConfirmOrder", "CancelOrder"):
            states[name]["Parameters"]["TableName"] = "gone"

    payments = provider("", without_tables)
    order_id, execution = payments.order(APPROVED)
    assert (execution["status"], execution["error"]) == ("FAILED", "OrderNotCancelled")
    assert payments.booked(order_id) == "voided"
    assert "status" not in stored(shop, order_id)


def test_the_same_name_in_another_machine_is_a_conflict_before_any_payment(
    shop: RunningShop, provider: Callable[..., Provider]
) -> None:
    first, second = provider(""), provider("")
    wanted, states = order(shop), shop.client("stepfunctions")

    def through(machine: str) -> dict[str, Any]:
        arn = states.start_execution(stateMachineArn=machine, name=wanted.name, input=json.dumps(wanted))
        return ended(lambda: states.describe_execution(executionArn=arn["executionArn"]))

    assert json.loads(through(first.machine)["output"])["status"] == "CONFIRMED"
    before = stored(shop, wanted.name)
    again = through(second.machine)
    assert (again["status"], again["error"]) == ("FAILED", "OrderTakenBefore")
    assert stored(shop, wanted.name) == before
    assert first.charges(wanted.name) == 1
    key = {"orderId": {"S": wanted.name}}
    shop.client("dynamodb").delete_item(TableName=shop.outputs["ordersTable"], Key=key)  # as it expires
    third = through(provider("").machine)
    assert (third["status"], third["error"]) == ("FAILED", "OrderTakenBefore")
    assert first.charges(wanted.name) == 1
