"""The fields of an order's outcome, from the workflow's last states, for the page's types and docs/api.md."""

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


def types_text() -> str:
    """Return the types by which the page's JavaScript is checked."""
    return f"""/** The output of the workflow. `make docs` writes this file. */

type OutcomeField = {_union(FIELDS)};
type RecordingField = {_union(RECORDING_FIELDS)};
type OutcomeStatus = {_union(STATUSES)};
"""


def sentences() -> str:
    """Return the sentence of docs/api.md about the fields."""
    fields = ", ".join(f"`{field}`" for field in FIELDS)
    recording = ", ".join(f"`{field}`" for field in RECORDING_FIELDS)
    return f"Its fields are {fields}. `audio` has {recording}, or is null.\n"


def _union(names: Iterable[str]) -> str:
    return " | ".join(f'"{name}"' for name in names)
