"""After an update that was killed: what was being created, and whether it is there. docs/engine.md tells it for people.

The engine's own `pulumi refresh --import-pending-creates` forgets what it is told to import (tried with 3.260 and
3.272), so the state is edited.
"""

import json
from pathlib import Path
from typing import Any

from tests.engine.inventory import Found, inventory
from tests.engine.stack import Stack


def repair(stack: Stack, file: Path) -> None:
    """Settle the pending operations of an unlocked stack.

    A creation that came through is taken into the state, one that did not is dropped, and a refresh completes what the
    state says of them. file: for the state meanwhile.
    """
    exported = json.loads(stack.pulumi("stack", "export"))
    deployment: dict[str, Any] = exported["deployment"]
    resources: list[dict[str, Any]] = deployment.setdefault("resources", [])
    resources += _adopted(deployment.pop("pending_operations", None) or [], orphans(stack))
    file.write_text(json.dumps(exported))
    stack.pulumi("stack", "import", "--file", str(file))
    stack.pulumi("refresh", "--yes", "--skip-preview")


def orphans(stack: Stack) -> list[Found]:
    """Return what exists of a stack without being in its state."""
    known = {(it["type"], it.get("id")) for it in stack.exported().get("resources", [])}
    return [it for it in inventory(stack.aws, stack.name) if (it.kind, it.id) not in known]


def _adopted(pending: list[dict[str, Any]], unknown: list[Found]) -> list[dict[str, Any]]:
    resources = (it["resource"] for it in pending if it["type"] == "creating")
    found = ((resource, resource.get("id") or _id(resource, unknown)) for resource in resources)
    return [{"outputs": resource["inputs"], **resource, "id": id_} for resource, id_ in found if id_]


def _id(resource: dict[str, Any], unknown: list[Found]) -> str | None:
    """Return the id of what a creation made: of its kind, by the inputs that tell it from others."""
    inputs: dict[str, Any] = resource["inputs"]
    return next(
        (it.id for it in unknown if it.kind == resource["type"] and it.inputs.items() <= inputs.items()), None
    )
