"""Rights by attribute: DynamoDB's condition keys, of which LocalEmu knows nothing.

`dynamodb:Attributes` are the top-level attributes that a request names anywhere, `dynamodb:ReturnValues` what an update
is asked to answer.
Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.emulator.when_imported import when_imported

TOP_LEVEL = re.compile(r"(?<![\w.:#])#?[A-Za-z_]\w*(?!\w|\s*\()")
WORDS = frozenset({"SET", "REMOVE", "ADD", "DELETE", "AND", "OR", "NOT", "IN", "BETWEEN"})


def install() -> None:
    """Tell IAM which attributes a request is about."""
    when_imported("localemu.services.iam_enforcement.enforcer", _add_condition_keys)


def attributes(given: Mapping[str, Any]) -> set[str]:
    """Return the attributes that a request of one item names."""
    placeholders = given.get("ExpressionAttributeNames") or {}
    return {placeholders.get(name, name) for name in _named(given)}


def _named(given: Mapping[str, Any]) -> Iterator[str]:
    for field in ("Item", "Key", "AttributeUpdates", "AttributesToGet", "Expected"):
        yield from given.get(field) or ()
    for field, expression in given.items():
        if field.endswith("Expression") and expression:
            yield from (name for name in TOP_LEVEL.findall(expression) if name.upper() not in WORDS)


def _add_condition_keys(enforcer: Any) -> None:
    build = enforcer._build_conditions

    def build_conditions(context: Any, caller: Any) -> dict[str, Any]:
        conditions: dict[str, Any] = build(context, caller)
        if context.service.service_name == "dynamodb":
            given = context.service_request or {}
            conditions["dynamodb:Attributes"] = sorted(attributes(given))
            conditions["dynamodb:ReturnValues"] = given.get("ReturnValues", "NONE")
        return conditions

    enforcer._build_conditions = build_conditions
