"""JSON Schema as API Gateway supports it: draft 4 without some keywords, and no others (`models.schema.json`).

Its validator is json-schema-validator: patterns are JavaScript's, unanchored, and tried on texts of any length.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html,
github.com/java-json-tools/json-schema-validator
"""

import json
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import jsonschema_rs

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
ROOT = "input_schema"
# The length excludes a final line break, which `$` allows in other validators.
NAME: dict[str, Any] = {
    "type": "string",
    "maxLength": 36,
    "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
}
MODEL_LIMIT = 400_000  # bytes
DIALECT: dict[str, Any] = json.loads(Path(__file__).with_name("models.schema.json").read_text("utf-8"))


def check_schema(schema: Mapping[str, Any]) -> None:
    """Raise ValueError, with place and reason, for a schema that API Gateway refuses or interprets differently."""
    text = json.dumps(schema, allow_nan=False)
    require(json.loads(text), DIALECT)
    _check_references(schema)
    if "*/" in text:
        raise ValueError(f'{ROOT} must not contain "*/": API Gateway refuses it in models')
    if len(model_schema(schema).encode()) > MODEL_LIMIT:
        raise ValueError(f"{ROOT} makes a model of over {MODEL_LIMIT} bytes")


def model_schema(schema: Mapping[str, Any]) -> str:
    """Return the model of a whole request body, as JSON: an optional UUID and the input.

    Definitions are at the top of the model, where `$ref` looks for them.
    """
    own = {key: value for key, value in schema.items() if key not in ("$schema", "definitions")}
    model = {
        "$schema": DRAFT_4,
        "title": "StartExecution",
        "type": "object",
        "properties": {"name": NAME, "input": own},
        "required": ["input"],
        "additionalProperties": False,
        **({"definitions": schema["definitions"]} if "definitions" in schema else {}),
    }
    return json.dumps(model, sort_keys=True)


def require(schema: Any, dialect: dict[str, Any], place: str = ROOT) -> None:
    """Raise ValueError, with place and reason, unless a schema is valid by this schema of schemas."""
    validator = jsonschema_rs.validator_for(dialect, validate_formats=True)
    for error in validator.iter_errors(schema):
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
        raise ValueError(f"{place}{''.join(steps)}: {_reason(error, dialect)}")


def _reason(error: jsonschema_rs.ValidationError, dialect: Any) -> str:
    """Return the comment on the broken rule, or else the validator's own words."""
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        return f"{', '.join(map(repr, error.kind.unexpected))} isn't supported by {dialect['title']}"
    part, told = dialect, error.message
    for step in error.schema_path:
        part = part[step]
        if isinstance(part, dict) and "$comment" in part:
            told = f"{part['$comment']}, got {error.instance!r}"
    return told


def _check_references(schema: Mapping[str, Any]) -> None:
    definitions: Mapping[str, Any] = schema.get("definitions", {})
    if unknown := sorted(set(references(schema)) - {f"#/definitions/{name}" for name in definitions}):
        raise ValueError(f"{ROOT}: there is no {unknown[0]}")
    try:
        TopologicalSorter({name: [*_in_place(it)] for name, it in definitions.items()}).prepare()
    except CycleError as error:
        loop = ", ".join(error.args[1])
        raise ValueError(f"{ROOT}: definitions refer to themselves without an end: {loop}") from error


def references(part: Any) -> Iterator[str]:
    """Yield every `$ref` of a schema."""
    if isinstance(part, Mapping):
        yield from (value for key, value in part.items() if key == "$ref" and isinstance(value, str))
        part = part.values()
    elif not isinstance(part, (list, tuple)):
        return
    for child in part:
        yield from references(child)


def _in_place(part: Any) -> Iterator[str]:
    """Yield the definitions that apply to the same value, not to one inside it."""
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        same = (*part.get("allOf", ()), *part.get("anyOf", ()), part.get("not"))
        for child in (*same, *part.get("dependencies", {}).values()):
            yield from _in_place(child)
