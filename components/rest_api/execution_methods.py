"""The API's methods: to start, describe and stop an execution, and for the preflight of browsers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pulumi
import pulumi_aws as aws

from . import models, velocity
from .access import method_inputs, proof
from .args import Settings
from .cors import preflight_headers
from .errors import CONTRACT, STEP_FUNCTIONS_ERRORS
from .machine import Machine
from .method import JSON, Answer, MethodSpec, Place, add_method
from .snapshot import Snapshot

# The protocol of Step Functions, however the caller wrote application/json.
# Source: botocore's service model of stepfunctions (protocol json, jsonVersion 1.0)
REQUEST_PARAMETERS = {"integration.request.header.Content-Type": "'application/x-amz-json-1.0'"}
RETRY_AFTER_SECONDS = 600  # when clients should try again while the API is closed


@dataclass(frozen=True)
class Methods:
    """Adds the methods of one API."""

    snapshot: Snapshot
    name: str
    place: Place
    settings: Settings
    machine: pulumi.Output[Machine]
    origins: pulumi.Output[list[str]]
    role_arn: pulumi.Output[str]
    models: Mapping[str, pulumi.Output[str]]

    def add_all(self) -> None:
        """Add all methods."""
        self._add_start()
        one = {
            "request": {"request_parameters": {"method.request.querystring.executionArn": True}},
            "request_links": {"request_validator_id": self._validator("parameters").id},
        }
        self._add("GET", "DescribeExecution", "this_execution", ("execution", models.DESCRIBED), **one)
        if self.settings.stop:
            self._add("DELETE", "StopExecution", "this_execution", ("stopped", models.STOPPED), **one)
        self._add_preflight()

    def _add_start(self) -> None:
        """Add POST, which starts an execution of the state machine: a body can't name another.

        The model applies to every content type: a body without a model for its content type isn't validated at all.
        Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
        """
        model, validator = {"$default": self.models[models.START]}, self._validator("body").id
        links = {"request_models": model, "request_validator_id": validator}
        answer, maybe = ("execution_started", models.STARTED), ("Retry-After",)
        self._add("POST", "StartExecution", "start_execution", answer, request_links=links, maybe=maybe)

    def _add(
        self,
        http_method: str,
        action: str,
        template: str,
        success: tuple[str, str],
        *,
        request_links: Mapping[str, pulumi.Input[Any]],
        request: Mapping[str, Any] | None = None,
        maybe: Sequence[str] = (),
    ) -> None:
        """Add a method that calls an action of Step Functions.

        success: template and model of its response. GET and DELETE have their own validator, since one that validates
        bodies refuses a GET.
        """
        spec = MethodSpec(
            http_method=http_method,
            request={**method_inputs(self.settings.access), **(request or {})},
            request_links=request_links,
            integration={
                "type": "AWS",
                "integration_http_method": "POST",
                "uri": self.machine.apply(lambda it: f"{it.actions}/{action}"),
                "credentials": self.role_arn,
                "request_parameters": REQUEST_PARAMETERS,
                "request_templates": {JSON: self._template(template)},
            },
            answers=self._answers(*success, maybe),
        )
        add_method(self.snapshot, f"{self.name}-{http_method.lower()}", self.place, self.origins, spec)

    def _add_preflight(self) -> None:
        """Add OPTIONS, to which API Gateway itself responds, for anyone: browsers send no credentials with it.

        A MOCK integration must have neither URI nor integration method, or each `up` would replace it.
        Sources: github.com/pulumi/pulumi-aws/issues/3060, fetch.spec.whatwg.org/#cors-preflight-fetch
        """
        methods = ("GET", "POST", *(["DELETE"] if self.settings.stop else []))
        answer = Answer(
            status=200,
            selection=None,
            template=self._template("preflight"),
            headers=lambda origins: preflight_headers(origins, methods, proof(self.settings.access).headers),
        )
        spec = MethodSpec(
            http_method="OPTIONS",
            integration={"type": "MOCK", "request_templates": {JSON: velocity.template("preflight_request")}},
            answers=[answer],
        )
        add_method(self.snapshot, f"{self.name}-options", self.place, self.origins, spec)

    def _validator(self, what: Literal["body", "parameters"]) -> aws.apigateway.RequestValidator:
        return self.snapshot.add(
            aws.apigateway.RequestValidator,
            f"{self.name}-{what}-validator",
            {"rest_api": self.place.rest_api_id, f"validate_request_{what}": True},
        )

    def _answers(self, success: str, model: str, maybe: Sequence[str]) -> Sequence[Answer]:
        """Return the three responses; for services other than Lambda the selection pattern matches the status.

        Source: docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html
        """
        succeeded, refused = self._template(success), self._template("client_error")
        failed, told = self._template("server_error"), self.models[models.REFUSED]
        return [
            Answer(status=200, selection=r"2\d{2}", template=succeeded, model=self.models[model]),
            Answer(status=400, selection=r"4\d{2}", template=refused, model=told, maybe=maybe),
            Answer(status=500, selection=None, template=failed, model=told),
        ]

    def _template(self, name: str) -> pulumi.Output[str]:
        """Return a template with all of its placeholders filled in."""

        def fill(known: Sequence[Any]) -> str:
            machine, origins, internal = Machine(*known[0]), known[1], CONTRACT["InternalError"]
            return velocity.template(
                name,
                STARTED=machine.started,
                EXECUTION_PREFIX=machine.execution_prefix,
                INPUT=velocity.execution_input(self.settings),
                INPUT_LIMIT=str(velocity.INPUT_LIMIT),
                ESCAPED_LIMIT=str(velocity.ESCAPED_LIMIT),
                ALLOW_ORIGIN=velocity.allow_origin(origins),
                CASES=velocity.cases(STEP_FUNCTIONS_ERRORS, CONTRACT["BadRequest"]),
                CLOSED=velocity.assignments(CONTRACT["Closed"]),
                RETRY_AFTER=str(RETRY_AFTER_SECONDS),
                CODE=internal.code,
                MESSAGE=internal.message,
            )

        return pulumi.Output.all(self.machine, self.origins).apply(fill)
