"""The API's description in OpenAPI 3.0, for any input schema: all requests and all possible responses.

API Gateway's own export has neither the bodies of gateway responses nor the statuses that templates choose. What is
the same for every API is in `openapi.json`.
Sources: spec.openapis.org/oas/v3.0.3, docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from . import models
from .access import OPEN, Access, proof
from .cors import answer_headers, gateway_headers, preflight_headers
from .errors import CONTRACT, ApiError
from .method import JSON
from .schema import DIALECT, ROOT, model_schema, require

COMMON = Path(__file__).with_name("openapi.json")
SCHEMAS = "#/components/schemas/"
# API Gateway's schema of schemas, without what OpenAPI 3.0 doesn't support.
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
UNAUTHORIZED, TOO_LARGE = CONTRACT["Unauthorized"], CONTRACT["RequestTooLarge"]


def description(
    input_schema: Mapping[str, Any], *, title: str, version: str, access: Access = OPEN, stop: bool = False
) -> dict[str, Any]:
    """Return the OpenAPI document of an API with this input; operations have the names of the generated SDK.

    Raises ValueError for a schema that OpenAPI 3.0 can't express.
    """
    document = json.loads(COMMON.read_text("utf-8"))
    document["info"] |= {"title": title, "version": version}
    operations, proven = document["paths"]["/"], proof(access)
    answers = dict(models.ANSWERS)
    operations["delete"]["parameters"] = operations["get"]["parameters"]
    if not stop:
        del operations["delete"], answers[models.STOPPED]
    for method, operation in operations.items():
        _complete(method, operation, access)
    start, definitions = _start_schemas(input_schema)
    headers = preflight_headers([""], ("GET", "POST", *(["DELETE"] if stop else [])), proven.headers)
    document["components"] = {
        "schemas": {models.START: start, **definitions, **answers},
        "headers": {name: _header(value) for name, value in headers.items()},
    }
    if proven.headers:
        extension = {"x-amazon-apigateway-authtype": proven.extension} if proven.extension else {}
        scheme = {"type": "apiKey", "in": "header", "name": proven.headers[0], **extension}
        document["components"]["securitySchemes"] = {access["kind"].value: scheme}
    return document


def _complete(method: str, operation: dict[str, Any], access: Access) -> None:
    """Add to an operation the headers of its response, the caller's credentials, and every error by its status."""
    preflight = method == "options"
    operation["responses"]["200"]["headers"] = _headers(
        (preflight_headers if preflight else answer_headers)([""])
    )
    refusals = [error for error in CONTRACT.values() if method in error.to]
    if proof(access).headers and not preflight:
        operation["security"] = [{access["kind"].value: []}]
        refusals.append(UNAUTHORIZED)
    by_status = groupby(sorted(refusals), key=lambda error: error.status)
    operation["responses"] |= {str(status): _refusal(list(same)) for status, same in by_status}


def _refusal(same: list[ApiError]) -> dict[str, Any]:
    codes = {"properties": {"error": {"properties": {"code": {"enum": [error.code for error in same]}}}}}
    told = [f"`{error.code}`: {error.message}" for error in same]
    if TOO_LARGE in same:
        told.append(
            "API Gateway itself refuses requests of over 10 MB, possibly without this body and these headers."
        )
    return {
        "description": " ".join(told),
        "headers": _headers(gateway_headers([""])),
        "content": {JSON: {"schema": {"allOf": [{"$ref": f"{SCHEMAS}{models.REFUSED}"}, codes]}}},
    }


def _header(value: str) -> dict[str, Any]:
    """Return a header that is always there, with its value if that is always the same."""
    return {"required": True, "schema": {"type": "string", **({"enum": [value]} if value else {})}}


def _headers(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _start_schemas(input_schema: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the body's schema, and its definitions by their names in OpenAPI."""
    text = model_schema(input_schema)
    model = json.loads(text)
    require(model["properties"]["input"], OPENAPI)
    for name, definition in model.get("definitions", {}).items():
        require(definition, OPENAPI, f"{ROOT}.definitions.{name}")
    moved = text.replace('"$ref": "#/definitions/', f'"$ref": "{SCHEMAS}{models.START}.')
    start = json.loads(moved)
    definitions = start.pop("definitions", {})
    del start["$schema"]
    return start, {f"{models.START}.{name}": it for name, it in definitions.items()}
