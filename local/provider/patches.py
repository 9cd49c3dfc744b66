"""API Gateway's updates: JSON Patch operations between two requests."""

from collections.abc import Iterator
from typing import Any

from local.provider.shapes import Properties

type Operation = dict[str, str]


def patch_operations(old: Properties, new: Properties) -> list[Operation]:
    """Return the operations that turn one request into the other.

    Source: docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
    """
    return list(_operations("", old, new))


def _operations(path: str, old: Properties, new: Properties) -> Iterator[Operation]:
    for key in sorted({*old, *new}):
        before, after, part = old.get(key), new.get(key), f"{path}/{escape(key)}"
        if before == after:
            continue
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _operations(part, before or {}, after or {})
        elif after is None:
            yield {"op": "remove", "path": part}
        else:
            op = "add" if before is None and path else "replace"
            yield {"op": op, "path": part, "value": patch_text(after)}


def escape(key: str) -> str:
    """Return a key, escaped for a path."""
    return key.replace("~", "~0").replace("/", "~1")


def patch_text(value: Any) -> str:
    """Return a value as a string for a patch operation, with `true` and `false` in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)
