"""The fields of an order's outcome, for the page's types and for docs/api.md."""

from collections.abc import Iterable
from pathlib import Path

from components.orders.outcome import FIELDS, RECORDING_FIELDS, STATUSES

TYPES = Path(__file__).parents[1] / "types" / "outcome.d.ts"


def types_text() -> str:
    """Return the names that the page's JavaScript is checked against."""
    return f"""/** What the workflow answers. `make docs` writes this file. */

export type OutcomeField = {_union(FIELDS)};
export type RecordingField = {_union(RECORDING_FIELDS)};
export type OutcomeStatus = {_union(STATUSES)};
"""


def sentences() -> str:
    """Return the sentence of docs/api.md that says which fields there are."""
    fields = ", ".join(f"`{field}`" for field in FIELDS)
    recording = ", ".join(f"`{field}`" for field in RECORDING_FIELDS)
    return f"Its fields are {fields}. `audio` has {recording}, or is null.\n"


def _union(names: Iterable[str]) -> str:
    return " | ".join(f'"{name}"' for name in names)
