"""Whatever happens to a payment: the provider's ledger, the orders table and the customer's words agree."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cards import APPROVED, DECLINED
from tests.running import RunningShop
from tests.system.ordering import ended, order
from tests.system.payments import Change, Provider
from tests.system.test_orders_outcomes import stored

SORRY = "sorry, your payment didn't go through, please try again"
THANKS = "thank you for your order - it will be ready for pickup in 15 minutes"


def without_confirmation(states: dict[str, Any]) -> None:
    states["ConfirmOrder"]["Parameters"]["TableName"] = "gone"


def with_a_confirmation_whose_answer_is_lost(states: dict[str, Any]) -> None:
    states["ConfirmOrder"]["Next"] = "VoidPayment"


def without_tables(states: dict[str, Any]) -> None:
    for name in ("ConfirmOrder", "CancelOrder"):
        states[name]["Parameters"]["TableName"] = "gone"


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
