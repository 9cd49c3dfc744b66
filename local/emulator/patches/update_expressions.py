"""A DynamoDB update that only sets attributes doesn't walk through its expression.

LocalEmu's DynamoDB walks through the parsed expression ten times for each update, twenty times for a new item.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of

NODES = "moto.dynamodb.parsing.ast_nodes"


@instead_of("moto.dynamodb.parsing.validators", "UpdateExpressionValidator.validate")
def _set_at_once(walk: Any, validator: Any) -> Any:
    """Leave every expression to LocalEmu that isn't `SET #a = :a, #b = :b`, of attributes that no key has."""
    nodes, names = import_module(NODES), validator.expression_attribute_names
    try:
        actions = list(_settings(validator.node_to_validate))
        attributes = {names[name] for _, name, _ in actions}
        values = [validator.expression_attribute_values[value] for *_, value in actions]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return walk(validator)
    keys = {key["AttributeName"] for key in validator.table.attr}
    if len(attributes) < len(actions) or attributes & keys:
        return walk(validator)
    settings = [nodes.DDBTypedValue(nodes.DynamoType(value)) for value in values]
    return nodes.UpdateExpression(
        [
            nodes.UpdateExpressionSetAction([path, it])
            for (path, *_), it in zip(actions, settings, strict=True)
        ]
    )


def _settings(expression: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield each path, the placeholder that it is, and its value's. Raises whatever else the expression makes of it."""
    [clause] = expression.children
    if clause.type != "UpdateExpressionSetClause":
        raise ValueError(clause.type)
    [rest] = clause.children
    while rest:
        action, *more = rest.children
        path, [value] = action.children[0], action.children[1].children
        [name] = path.children
        yield path, name.get_attribute_name_placeholder(), value.get_value_name()
        rest = more[0] if more else None
