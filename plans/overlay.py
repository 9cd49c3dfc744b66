"""One plan by what it changes of another: a merge patch, so that what all stacks share stands once.

Null takes an entry away. A text of JSON is one value, and its order counts: the engine would see another as a change.
Source: www.rfc-editor.org/rfc/rfc7396
"""

import json
from typing import Any

JSON_SUFFIX = " (JSON)"


def same(name: str, one: Any, other: Any) -> bool:
    """Return whether two entries of a plan say the same."""
    if name.endswith(JSON_SUFFIX):
        return json.dumps(one) == json.dumps(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(key, one[key], other[key]) for key in one)
    return one == other


def is_whole(name: str, one: Any, other: Any) -> bool:
    """Return whether an entry is replaced as a whole, and not entry by entry."""
    return name.endswith(JSON_SUFFIX) or not (isinstance(one, dict) and isinstance(other, dict))


def patch(base: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """Return what makes `plan` of `base`."""
    changed: dict[str, Any] = {name: None for name in base if name not in plan}
    for name, value in plan.items():
        if name not in base or not same(name, base[name], value):
            whole = name not in base or is_whole(name, base[name], value)
            changed[name] = value if whole else patch(base[name], value)
    return changed


def patched(base: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """Return the plan that `changed` makes of `base`."""
    plan = {name: value for name, value in base.items() if changed.get(name, value) is not None}
    for name, value in changed.items():
        if value is not None:
            plan[name] = value if is_whole(name, base.get(name), value) else patched(base[name], value)
    return plan
