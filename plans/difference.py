"""How two plans of a stack differ, told by resource and property."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from plans.dumper import yaml_text
from plans.overlay import is_whole, same

CONTEXT_LINES = 2
INDENT = "    "


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return what a plan says anew, without what stayed: the empty text for equal ones."""
    old, new = _parts(before), _parts(after)
    names = [*old, *(name for name in new if name not in old)]
    return "\n".join(line for name in names for line in _part(name, old, new))


def _parts(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's resources by type and name, and beside them its settings and outputs."""
    return {**{name: part for name, part in plan.items() if name != "resources"}, **plan.get("resources", {})}


def _part(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if name not in new:
        yield f"- {name}"
    elif name not in old:
        yield f"+ {name}"
        yield from (f"{INDENT}+ {line}" for line in _lines(new[name]))
    elif not same(name, old[name], new[name]):
        yield f"~ {name}"
        yield from _changes("", old[name], new[name])


def _changes(path: str, old: Any, new: Any) -> Iterator[str]:
    if not is_whole(path, old, new):
        for key in [*old, *(key for key in new if key not in old)]:
            if not same(key, old.get(key), new.get(key)):
                yield from _changes(f"{path}.{key}" if path else key, old.get(key), new.get(key))
        return
    yield f"{INDENT}{path}:"
    changed = difflib.unified_diff(_lines(old), _lines(new), n=CONTEXT_LINES, lineterm="")
    yield from (
        f"{INDENT * 2}{line[0]} {line[1:]}" for line in changed if not line.startswith(("---", "+++", "@@"))
    )


def _lines(value: Any) -> list[str]:
    """Return a value as lines of a plan's text: none for one that isn't there."""
    if value is None:
        return []
    if isinstance(value, str) and "\n" in value:
        return value.splitlines()
    return yaml_text(value).removesuffix("...\n").splitlines()
