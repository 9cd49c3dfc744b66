"""How two plans of a stack differ, told by resource and property."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from tests.plan.form import yaml_text

CONTEXT_LINES = 2
INDENT = "    "
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader  # the first is ten times as fast


def difference(before: str, after: str) -> str:
    """Return what a plan's text says anew, without what stayed: the empty text for equal ones."""
    if before == after:
        return ""
    old, new = _parts(before), _parts(after)
    lines = [
        line for name in [*old, *(name for name in new if name not in old)] for line in _part(name, old, new)
    ]
    return "\n".join(lines) or "only the order or the form of the text has changed"


def _parts(text: str) -> dict[str, Any]:
    """Return a plan's resources by type and name, and beside them its settings and outputs."""
    said = yaml.load(text, LOADER) or {}  # noqa: S506 - both of them are safe
    resources = said.pop("resources", {})
    return {**said, **resources}


def _part(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if name not in new:
        yield f"- {name}"
    elif name not in old:
        yield f"+ {name}"
        yield from (f"{INDENT}+ {line}" for line in _lines(new[name]))
    elif old[name] != new[name]:
        yield f"~ {name}"
        yield from _changes("", old[name], new[name])


def _changes(path: str, old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if old.get(key) != new.get(key):
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
