"""Render a mapping template as API Gateway does: its `$input`, `$util` and `$context`, on a Velocity engine.

Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import airspeed

from local.emulator.patches.velocity import escape_java_script, shortest_json

REQUEST_ID = "JKJaXmPLvHcESHA="


class Util:
    """`$util`: its escape does apostrophes too, as AWS's and unlike JSON's."""

    def escapeJavaScript(self, text: object) -> str:  # noqa: N802 - API Gateway's spelling
        return escape_java_script(str(text))


@dataclass(frozen=True)
class Input:
    """`$input` over one JSON object and the request's parameters; paths have one step, like `$.name`."""

    body: Mapping[str, Any]
    query: Mapping[str, str] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)

    def path(self, path: str) -> Any:
        return self.body.get(path.removeprefix("$."))

    def json(self, path: str) -> str:
        found = self.path(path)
        return "" if found is None else shortest_json(found)

    def params(self, name: str | None = None) -> Any:
        if name is None:
            return {"header": dict(self.header), "querystring": dict(self.query), "path": {}}
        return self.query.get(name) or self.header.get(name) or ""


@dataclass(frozen=True)
class Rendered:
    """The body, and the status and headers that the template overrode."""

    text: str
    status: int | None
    headers: Mapping[str, str]

    @property
    def body(self) -> Any:
        return json.loads(self.text)


def render(
    template: str,
    body: Mapping[str, Any],
    *,
    query: Mapping[str, str] | None = None,
    header: Mapping[str, str] | None = None,
    context: Mapping[str, Any] | None = None,
    variables: Mapping[str, str] | None = None,
) -> Rendered:
    """Render `template` over a JSON body for a request with these parameters and headers."""
    override: dict[str, Any] = {"header": {}}
    text = airspeed.Template(template).merge(
        {
            "input": Input(body, query or {}, header or {}),
            "util": Util(),
            "context": {"extendedRequestId": REQUEST_ID, "responseOverride": override, **(context or {})},
            "stageVariables": {"open": "true", **(variables or {})},
        }
    )
    return Rendered(text, override.get("status"), override["header"])
