"""JSON Schema as API Gateway knows it: draft 4, with some keywords missing.

Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
# The length holds off a final line break, which `$` lets pass.
NAME: dict[str, Any] = {
    "type": "string",
    "maxLength": 36,
    "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
}
MODEL_LIMIT = 400_000  # bytes
TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
NOT_IN_API_GATEWAY = frozenset({"default", "discriminator", "exclusiveMinimum", "oneOf", "readOnly"})
AFTER_DRAFT_4 = frozenset(
    {"$comment", "$defs", "$id", "const", "contains", "else", "examples", "if", "propertyNames", "then"}
    | {
        "dependentRequired",
        "dependentSchemas",
        "minContains",
        "maxContains",
        "prefixItems",
        "unevaluatedProperties",
    }
)
ONE_OR_MANY = frozenset({"additionalItems", "additionalProperties", "allOf", "anyOf", "items", "not"})
OR_BOOLEAN = frozenset({"additionalItems", "additionalProperties"})
NAMED = frozenset({"dependencies", "patternProperties", "properties"})


def check_schema(schema: Mapping[str, Any]) -> None:
    """Raise ValueError, with the place and the reason, for a schema that API Gateway refuses or reads otherwise."""
    if schema.get("$schema", DRAFT_4) not in (DRAFT_4, DRAFT_4.rstrip("#")):
        raise ValueError(f"input_schema must be JSON Schema draft 4, got {schema['$schema']!r}")
    for place, part in parts(schema, "input_schema"):
        _check_part(place, part)
    text = json.dumps(schema)
    if "*/" in text:
        raise ValueError('input_schema must not contain "*/": API Gateway refuses it in models')
    if len(model_schema(schema).encode()) > MODEL_LIMIT:
        raise ValueError(f"input_schema makes a model of over {MODEL_LIMIT} bytes")


def model_schema(schema: Mapping[str, Any]) -> str:
    """Return the model of a whole request body, as JSON: an optional UUID and the input."""
    own = {key: value for key, value in schema.items() if key != "$schema"}
    model = {
        "$schema": DRAFT_4,
        "title": "StartExecution",
        "type": "object",
        "properties": {"name": NAME, "input": own},
        "required": ["input"],
        "additionalProperties": False,
    }
    return json.dumps(model, sort_keys=True)


def parts(schema: object, place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each schema inside `schema`, itself first, with its place."""
    if not isinstance(schema, Mapping):
        raise ValueError(f"{place} must be a schema, got {schema!r}")  # noqa: TRY004 - the schema's value is wrong
    yield place, schema
    for name, child in _children(schema):
        yield from parts(child, f"{place}.{name}")


def _children(schema: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Give what must be a schema in turn, by its place; names of properties aren't keywords."""
    for key in sorted(schema.keys() & ONE_OR_MANY):
        value = schema[key]
        if isinstance(value, list | tuple):
            yield from ((f"{key}[{index}]", child) for index, child in enumerate(value))
        elif not (key in OR_BOOLEAN and isinstance(value, bool)):
            yield key, value
    for key in sorted(schema.keys() & NAMED):
        for name, child in schema[key].items():
            if not (key == "dependencies" and isinstance(child, list | tuple)):
                yield f"{key}.{name}", child


def _check_part(place: str, part: Mapping[str, Any]) -> None:
    for keyword in sorted(NOT_IN_API_GATEWAY & part.keys()):
        raise ValueError(f"{place}: API Gateway's models don't support {keyword!r}")
    if "$ref" in part:
        raise ValueError(
            f"{place}: write the schema out, $ref would look in the model that is made around it"
        )
    for keyword in sorted(AFTER_DRAFT_4 & part.keys()):
        raise ValueError(
            f"{place}: {keyword!r} isn't in JSON Schema draft 4, which API Gateway's models follow"
        )
    if part.get("format") in ("int32", "int64"):
        raise ValueError(f"{place}: API Gateway's models don't support the format {part['format']!r}")
    _check_values(place, part)


def _check_values(place: str, part: Mapping[str, Any]) -> None:
    types = part.get("type", [])
    unknown = {types} - TYPES if isinstance(types, str) else set(types) - TYPES
    if unknown:
        raise ValueError(f"{place}: unknown type {sorted(unknown)[0]!r}")
    if type(part.get("exclusiveMaximum", False)) is not bool:
        raise ValueError(f"{place}: exclusiveMaximum is true or false in JSON Schema draft 4")
    required = part.get("required", ["a name"])
    if isinstance(required, bool) or not required:
        raise ValueError(f"{place}: required is a list of at least one property in JSON Schema draft 4")
    values = [json.dumps(value, sort_keys=True) for value in part.get("enum", ["a value"])]
    if not values or len(set(values)) < len(values):
        raise ValueError(f"{place}: enum must hold at least one value, and each of them once")
