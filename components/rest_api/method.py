"""One method of the root resource: its request, integration and responses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from .cors import answer_headers, quoted
from .snapshot import Snapshot

JSON = "application/json"


class Place(NamedTuple):
    """The resource to which methods are added."""

    rest_api_id: pulumi.Input[str]
    root_resource_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One status of the method's responses.

    selection: a regular expression for the status of AWS's response; None for all others
    template: the Velocity template of the body; model: the name of the body's model, if it has one
    headers: returns the headers for the allowed origins; maybe: a header that the template may set
    Source: docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
    """

    status: int
    selection: str | None
    template: pulumi.Input[str]
    model: pulumi.Input[str] | None = None
    headers: Callable[[Sequence[str]], dict[str, str]] = answer_headers
    maybe: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class MethodSpec:
    """The parts of a method.

    request: further inputs of the method; request_links: those that refer to its model or validator
    integration: the inputs of its integration; answers: one for each status
    """

    http_method: str
    integration: Mapping[str, Any]
    answers: Sequence[Answer]
    request: Mapping[str, Any] = field(default_factory=dict)
    request_links: Mapping[str, pulumi.Input[Any]] = field(default_factory=dict)


def add_method(
    snapshot: Snapshot, name: str, place: Place, origins: pulumi.Output[list[str]], spec: MethodSpec
) -> None:
    """Create the method with its integration and responses.

    Content types other than JSON get a 415 (passthrough NEVER).
    Sources: docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html,
    github.com/pulumi/pulumi-aws/issues/2089 (an integration is deleted before its replacement is created)
    """
    where = {"rest_api": place.rest_api_id, "resource_id": place.root_resource_id}
    method = snapshot.add(
        aws.apigateway.Method,
        name,
        {**where, "authorization": "NONE", **spec.request, "http_method": spec.http_method},
        links=spec.request_links,
    )
    integration = snapshot.add(
        aws.apigateway.Integration,
        f"{name}-integration",
        {**where, **spec.integration, "passthrough_behavior": "NEVER"},
        links={"http_method": method.http_method},
    )
    for answer in spec.answers:
        response = snapshot.add(
            aws.apigateway.MethodResponse,
            f"{name}-{answer.status}-response",
            {**where, **_response_inputs(answer)},
            links={
                "http_method": method.http_method,
                "response_models": None if answer.model is None else {JSON: answer.model},
            },
        )
        # Replacing an integration deletes its responses: they refer to its HTTP method so that they are replaced too.
        snapshot.add(
            aws.apigateway.IntegrationResponse,
            f"{name}-{answer.status}-answer",
            {**where, **_answer_inputs(answer, origins)},
            links={"http_method": integration.http_method, "status_code": response.status_code},
            delete_before_replace=True,
        )


def _response_inputs(answer: Answer) -> dict[str, Any]:
    """Declare the status and its headers; statuses that a template overrides need no declaration."""
    headers = [*answer.headers([""]), *answer.maybe]
    return {
        "status_code": str(answer.status),
        "response_parameters": {f"method.response.header.{header}": True for header in headers},
    }


def _answer_inputs(answer: Answer, origins: pulumi.Output[list[str]]) -> dict[str, Any]:
    return {
        "selection_pattern": answer.selection,
        "response_parameters": origins.apply(lambda it: quoted("method.response", answer.headers(it))),
        "response_templates": {JSON: answer.template},
    }
