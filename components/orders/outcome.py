"""What an order's execution answers: the fields stand in the workflow's `NotifyUser` and `NotifyWithPolly` alone."""

import json
from collections.abc import Iterable
from typing import Any

from components.orders.workflow import DEFINITION

STATES: dict[str, dict[str, Any]] = json.loads(DEFINITION.read_text(encoding="utf-8"))["States"]


def _names(template: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.removesuffix(".$") for name in template)


FIELDS = _names(STATES["NotifyUser"]["Parameters"])
RECORDING_FIELDS = _names(STATES["NotifyWithPolly"]["ResultSelector"])
STATUSES = tuple(
    sorted(
        written["status"]
        for state in STATES.values()
        if state.get("ResultPath") == "$.settled"
        for written in [state.get("ResultSelector") or state["Result"]]
    )
)
