"""The start's schemas in OpenAPI 3.0, which knows less than API Gateway's models.

Source: spec.openapis.org/oas/v3.0.3#schema-object
"""

import json
from collections.abc import Mapping
from typing import Any

from .models import START
from .schema import DIALECT, ROOT, model_schema, require

SCHEMAS = "#/components/schemas/"
# API Gateway's schema of schemas, without what OpenAPI 3.0 lacks.
NOT_IN_OPENAPI = frozenset({"$schema", "additionalItems", "definitions", "dependencies", "patternProperties"})
_KEYWORDS: dict[str, Any] = DIALECT["$defs"]["keywords"]
_CHANGED: dict[str, Any] = {
    "items": {
        "$comment": "in OpenAPI 3.0 items is one schema for all items",
        "type": "object",
        "$ref": "#/$defs/keywords",
    },
    "type": {
        "$comment": "in OpenAPI 3.0 a type is one of JSON Schema's types, and not null",
        "enum": ["array", "boolean", "integer", "number", "object", "string"],
    },
}
_KEPT = {name: it for name, it in _KEYWORDS["properties"].items() if name not in NOT_IN_OPENAPI}
OPENAPI: dict[str, Any] = {
    **DIALECT,
    "title": "OpenAPI 3.0",
    "$defs": {**DIALECT["$defs"], "keywords": {**_KEYWORDS, "properties": {**_KEPT, **_CHANGED}}},
}


def start_schemas(input_schema: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the body's schema, and the definitions that OpenAPI has beside it, by their names there."""
    text = model_schema(input_schema)
    model = json.loads(text)
    require(model["properties"]["input"], OPENAPI)
    for name, definition in model.get("definitions", {}).items():
        require(definition, OPENAPI, f"{ROOT}.definitions.{name}")
    moved = text.replace('"$ref": "#/definitions/', f'"$ref": "{SCHEMAS}{START}.')
    start = json.loads(moved)
    definitions = start.pop("definitions", {})
    del start["$schema"]
    return start, {f"{START}.{name}": it for name, it in definitions.items()}
