"""A plan as text, and the differences of two: as a merge patch, so that shared parts are written once, and as text.

Null removes an entry. A string of JSON is one value, whose order counts, since the engine compares strings.
Source: www.rfc-editor.org/rfc/rfc7396
"""

import difflib
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import yaml

JSON_SUFFIX = " (JSON)"
CONTEXT_LINES = 2
NO_WRAPPING = 1_000_000  # characters of a line
INDENT = "    "

type Change = tuple[tuple[str, ...], Any, Any]


class Dumper(yaml.SafeDumper):
    """Writes strings with several lines as blocks, and repeated values without aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the method's contract
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Dumper.add_representer(str, _text)


def yaml_text(content: Any) -> str:
    """Return `content` (mappings, lists and plain values) as YAML, in its own order."""
    return yaml.dump(content, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=NO_WRAPPING)


def patch(base: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """Return the patch that turns `base` into `plan`."""
    whole: dict[str, Any] = {}
    for path, _, value in _changes(base, plan):
        inner = whole
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = value
    return whole


def patched(base: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """Return `base` with the patch `changed` applied."""
    plan = {name: value for name, value in base.items() if changed.get(name, value) is not None}
    for name, value in changed.items():
        if value is not None:
            plan[name] = value if _is_whole(name, base.get(name), value) else patched(base[name], value)
    return plan


def difference(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the differences by resource and property; an empty string if there are none."""
    changes = groupby(_changes(_parts(before), _parts(after)), lambda change: change[0][0])
    return "\n".join(line for name, changed in changes for line in _told(name, [*changed]))


def _changes(old: dict[str, Any], new: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield the path of each entry that differs, with its old and new value, None if it doesn't exist."""
    for key in [*(key for key in old if key not in new), *new]:
        before: Any = old.get(key)
        after: Any = new.get(key)
        if not _is_whole(key, before, after):
            yield from _changes(before, after, (*path, key))
        elif json.dumps(before) != json.dumps(after):
            yield (*path, key), before, after


def _is_whole(name: str, one: Any, other: Any) -> bool:
    """Return whether an entry is compared as a whole, not entry by entry."""
    return name.endswith(JSON_SUFFIX) or not (isinstance(one, dict) and isinstance(other, dict))


def _parts(plan: dict[str, Any]) -> dict[str, Any]:
    """Return a plan's resources by type and name, and its settings and outputs."""
    return {**{name: part for name, part in plan.items() if name != "resources"}, **plan.get("resources", {})}


def _told(name: str, changes: list[Change]) -> Iterator[str]:
    path, before, after = changes[0]
    if len(path) == 1 and after is None:
        yield f"- {name}"
    elif len(path) == 1 and before is None:
        yield f"+ {name}"
        yield from (f"{INDENT}+ {line}" for line in _lines(after))
    else:
        yield f"~ {name}"
        for path, before, after in changes:
            yield f"{INDENT}{'.'.join(path[1:])}:"
            changed = difflib.unified_diff(_lines(before), _lines(after), n=CONTEXT_LINES, lineterm="")
            lines = (line for line in changed if not line.startswith(("---", "+++", "@@")))
            yield from (f"{INDENT * 2}{line[0]} {line[1:]}" for line in lines)


def _lines(value: Any) -> list[str]:
    """Return a value as lines of a plan's text; no lines if it doesn't exist."""
    if value is None:
        return []
    if isinstance(value, str) and "\n" in value:
        return value.splitlines()
    return yaml_text(value).removesuffix("...\n").splitlines()
