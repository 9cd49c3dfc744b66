"""What the machines of `any_machine.py` take."""

from collections.abc import Mapping
from typing import Any

ANY: Mapping[str, Any] = {
    "type": "object",
    "properties": {"wait": {"type": "integer", "minimum": 1, "maximum": 60}},
}
STRICT: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "size": {"type": "integer", "minimum": 1, "maximum": 60},
        "note": {"type": "string", "maxLength": 10, "pattern": "^[a-z]*$"},
        "tags": {"type": "array", "items": {"$ref": "#/definitions/tag"}, "maxItems": 2},
    },
    "definitions": {"tag": {"enum": ["a", "b"]}},
    "required": ["size"],
    "additionalProperties": False,
}
