"""The API's three methods: start an execution, describe one, and the preflight of browsers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pulumi
import pulumi_aws as aws

from . import models, velocity
from .cors import preflight_headers
from .endpoint import ApiEndpoint
from .errors import BAD_REQUEST, INTERNAL, STEP_FUNCTIONS_ERRORS
from .machine import Machine
from .method import JSON, Answer, MethodSpec, add_method
from .snapshot import Snapshot

# The protocol of Step Functions, however the caller spelled application/json.
# Source: botocore's service model of stepfunctions (protocol json, jsonVersion 1.0)
REQUEST_PARAMETERS = {"integration.request.header.Content-Type": "'application/x-amz-json-1.0'"}


@dataclass(frozen=True, kw_only=True)
class Methods:
    """What the methods of one API have in common."""

    snapshot: Snapshot
    name: str
    endpoint: ApiEndpoint
    machine: pulumi.Output[Machine]
    origins: pulumi.Output[list[str]]
    role_arn: pulumi.Output[str]
    models: Mapping[str, pulumi.Output[str]]

    def add_start(self) -> None:
        """Add POST, which starts an execution of the one machine: a body can't name another.

        The model holds for every content type: without a model for its content type a body isn't checked at all.
        Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
        """
        spec = MethodSpec(
            http_method="POST",
            request_links={
                "request_models": {"$default": self.models[models.START]},
                "request_validator_id": self._validator("body").id,
            },
            integration=self._integration(lambda it: it.start_uri, "start_execution"),
            answers=self._answers("execution_started", models.STARTED),
        )
        add_method(self.snapshot, f"{self.name}-post", self.endpoint, self.origins, spec)

    def add_describe(self) -> None:
        """Add GET, which describes an execution of the one machine, without its input and without a failure's cause.

        It has a validator of its own, since one that checks bodies refuses a GET.
        """
        validator = self._validator("parameters")
        spec = MethodSpec(
            http_method="GET",
            request={"request_parameters": {"method.request.querystring.executionArn": True}},
            request_links={"request_validator_id": validator.id},
            integration=self._integration(lambda it: it.describe_uri, "describe_execution"),
            answers=self._answers("execution", models.DESCRIBED),
        )
        add_method(self.snapshot, f"{self.name}-get", self.endpoint, self.origins, spec)

    def add_preflight(self) -> None:
        """Add OPTIONS, answered by API Gateway itself.

        A MOCK integration has neither URI nor integration method: with these, each `up` would replace it.
        Source: github.com/pulumi/pulumi-aws/issues/3060
        """
        answer = Answer(
            status=200, selection=None, template=self._template("preflight"), headers=preflight_headers
        )
        spec = MethodSpec(
            http_method="OPTIONS",
            integration={
                "type": "MOCK",
                "request_templates": {JSON: velocity.template("preflight_request")},
            },
            answers=[answer],
        )
        add_method(self.snapshot, f"{self.name}-options", self.endpoint, self.origins, spec)

    def _validator(self, what: Literal["body", "parameters"]) -> aws.apigateway.RequestValidator:
        return self.snapshot.add(
            aws.apigateway.RequestValidator,
            f"{self.name}-{what}-validator",
            {"rest_api": self.endpoint.rest_api_id, f"validate_request_{what}": True},
        )

    def _integration(self, uri: Callable[[Machine], str], template: str) -> dict[str, Any]:
        return {
            "type": "AWS",
            "integration_http_method": "POST",
            "uri": self.machine.apply(uri),
            "credentials": self.role_arn,
            "request_parameters": REQUEST_PARAMETERS,
            "request_templates": {JSON: self._template(template)},
        }

    def _answers(self, success: str, model: str) -> Sequence[Answer]:
        """Return the three answers; for other services than Lambda the selection pattern matches the status.

        Source: docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
        """
        chosen = (
            (200, r"2\d{2}", success, model),
            (400, r"4\d{2}", "client_error", models.REFUSED),
            (500, None, "server_error", models.REFUSED),
        )
        return [
            Answer(
                status=status, selection=pattern, template=self._template(template), model=self.models[name]
            )
            for status, pattern, template, name in chosen
        ]

    def _template(self, name: str) -> pulumi.Output[str]:
        """Return a template with everything filled in that any of them asks for."""

        def fill(known: Sequence[Any]) -> str:
            machine, origins = Machine(*known[0]), known[1]
            return velocity.template(
                name,
                STATE_MACHINE_ARN=machine.arn,
                EXECUTION_PREFIX=machine.execution_prefix,
                INPUT_LIMIT=str(velocity.INPUT_LIMIT),
                ESCAPED_LIMIT=str(velocity.ESCAPED_LIMIT),
                ALLOW_ORIGIN=velocity.allow_origin(origins),
                CASES=velocity.cases(STEP_FUNCTIONS_ERRORS, BAD_REQUEST),
                CODE=INTERNAL.code,
                MESSAGE=INTERNAL.message,
            )

        return pulumi.Output.all(self.machine, self.origins).apply(fill)
