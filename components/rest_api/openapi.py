"""The API's description in OpenAPI 3.0, for any input schema: what clients send, and all that they may be answered.

API Gateway's own export knows neither what its gateway responses say nor the statuses that templates choose.
Sources: spec.openapis.org/oas/v3.0.3, docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from . import errors, models
from .access import OPEN, Access, proof
from .cors import answer_headers, gateway_headers, preflight_headers
from .errors import ApiError
from .method import JSON
from .openapi_schemas import SCHEMAS, start_schemas

EXECUTION_ARN: dict[str, Any] = {
    "name": "executionArn",
    "in": "query",
    "required": True,
    "description": "As POST answered it. Right after that a 404 may mean that it isn't seen yet.",
    "schema": {"type": "string"},
}
ELSEWHERE = errors.NOT_FOUND
SERVER: dict[str, Any] = {
    "url": "https://{api}.execute-api.{region}.amazonaws.com/{stage}",
    "variables": {
        "api": {"default": "api", "description": "The API's id"},
        "region": {"default": "us-east-2"},
        "stage": {"default": "v1"},
    },
}


def description(
    input_schema: Mapping[str, Any], *, title: str, version: str, access: Access = OPEN, stop: bool = False
) -> dict[str, Any]:
    """Return the OpenAPI document of the API that takes this input; operations have the generated SDK's names.

    Raises ValueError for a schema that OpenAPI 3.0 can't express.
    """
    start, definitions = start_schemas(input_schema)
    methods, headers = ("GET", "POST", *(["DELETE"] if stop else [])), proof(access).headers
    described = ("The execution, whether it runs or has ended", models.DESCRIBED)
    operations = {
        "post": _start(),
        "get": _one("rootGet", "Describe an execution", *described),
    }
    if stop:
        ended = ("The execution ends, or had ended", models.STOPPED)
        operations["delete"] = _one("rootDelete", "Stop an execution", *ended)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": version,
            "description": "Starts and describes executions of one state machine. Any other path or method is "
            f"answered {ELSEWHERE.status} {ELSEWHERE.code}. Every answer is JSON and carries CORS headers.",
        },
        "servers": [SERVER],
        "paths": {
            "/": {
                **{name: _proven(operation, access) for name, operation in operations.items()},
                "options": _preflight(),
            }
        },
        "components": {
            "schemas": {
                models.START: start,
                **definitions,
                **{name: it for name, it in models.ANSWERS.items() if stop or name != models.STOPPED},
            },
            "headers": {
                name: _header(value) for name, value in preflight_headers([""], methods, headers).items()
            },
            **({"securitySchemes": {access["kind"].value: _scheme(access)}} if headers else {}),
        },
    }


def _scheme(access: Access) -> dict[str, Any]:
    asked = proof(access)
    extension = {"x-amazon-apigateway-authtype": asked.extension} if asked.extension else {}
    return {"type": "apiKey", "in": "header", "name": asked.headers[0], **extension}


def _proven(operation: dict[str, Any], access: Access) -> dict[str, Any]:
    """Add to an operation what a caller must prove, and what is answered without it."""
    if not proof(access).headers:
        return operation
    responses = {**operation["responses"], **_refusals([errors.UNAUTHORIZED])}
    return {**operation, "security": [{access["kind"].value: []}], "responses": responses}


def _start() -> dict[str, Any]:
    arn = {"executionArn": "$response.body#/executionArn"}
    started = {
        **_answer("The execution was started, or runs already with this name and input", models.STARTED),
        "links": {"describe": {"operationId": "rootGet", "parameters": arn}},
    }
    return {
        "operationId": "rootPost",
        "summary": "Start an execution",
        "description": "The name makes it safe to send the identical body again, for as long as no answer came.",
        "requestBody": {"required": True, "content": {JSON: {"schema": _schema(models.START)}}},
        "responses": {"200": started, **_refusals(_may_answer("post"))},
    }


def _one(operation: str, summary: str, answer: str, model: str) -> dict[str, Any]:
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": [EXECUTION_ARN],
        "responses": {"200": _answer(answer, model), **_refusals(_may_answer("get"))},
    }


def _preflight() -> dict[str, Any]:
    answer = {
        "description": "What pages of the allowed origins may send",
        "headers": _headers(preflight_headers([""])),
        "content": {JSON: {"schema": {"type": "object", "additionalProperties": False}}},
    }
    return {
        "operationId": "rootOptions",
        "summary": "Ask as a browser does before it sends another site's request",
        "responses": {"200": answer, **_refusals(_may_answer("options"))},
    }


def _answer(text: str, schema: str) -> dict[str, Any]:
    headers = _headers(answer_headers([""]))
    return {"description": text, "headers": headers, "content": {JSON: {"schema": _schema(schema)}}}


def _may_answer(method: str) -> Iterable[ApiError]:
    return (error for error in errors.CONTRACT if method in error.to)


def _refusals(possible: Iterable[ApiError]) -> dict[str, Any]:
    """Return one response for each status."""
    by_status = groupby(sorted(possible), key=lambda error: error.status)
    return {str(status): _refusal(list(same)) for status, same in by_status}


def _refusal(same: list[ApiError]) -> dict[str, Any]:
    codes = {"properties": {"error": {"properties": {"code": {"enum": [error.code for error in same]}}}}}
    told = [f"`{error.code}`: {error.message}" for error in same]
    if errors.TOO_LARGE in same:
        told.append(
            "API Gateway cuts off requests of over 10 MB by itself, maybe without this body and headers."
        )
    return {
        "description": " ".join(told),
        "headers": _headers(gateway_headers([""])),
        "content": {JSON: {"schema": {"allOf": [_schema(models.REFUSED), codes]}}},
    }


def _header(value: str) -> dict[str, Any]:
    """Return a header that's always there, with its value if that is the same everywhere."""
    return {"required": True, "schema": {"type": "string", **({"enum": [value]} if value else {})}}


def _headers(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"{SCHEMAS}{name}"}
