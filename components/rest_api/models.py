"""What the API takes and answers with, as API Gateway's models: its export and its SDKs take their types from them.

Requests are checked against theirs, answers are not.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
"""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from .args import Settings
from .method import JSON
from .schema import DRAFT_4, model_schema
from .snapshot import Snapshot

START, STARTED, DESCRIBED, REFUSED = "StartExecution", "StartedExecution", "Execution", "ApiError"
STOPPED = "StoppedExecution"

# Source: docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html (status)
STATUSES = ("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")
DATE: dict[str, Any] = {"type": "number", "description": "Seconds since 1970"}
TEXT: dict[str, Any] = {"type": "string"}


def _object(properties: dict[str, Any], *optional: str, description: str = "") -> dict[str, Any]:
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        **({"description": description} if description else {}),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": properties,
    }


_EXECUTION = _object(
    {
        "executionArn": TEXT,
        "name": TEXT,
        "status": {"type": "string", "enum": [*STATUSES]},
        "startDate": DATE,
        "stopDate": {**DATE, "description": "Seconds since 1970, once it has ended"},
        "output": {"type": "string", "description": "JSON as text, once it has succeeded"},
        "error": {
            "type": "string",
            "description": "The error's name if it has failed and the machine gave one",
        },
    },
    "stopDate",
    "output",
    "error",
    description="Names and types are those of DescribeExecution; its input and a failure's cause are left out",
)
_ERROR = _object(
    {
        "error": _object(
            {
                "code": {"type": "string", "description": "Stable, for programs"},
                "message": {"type": "string", "description": "For people; may change"},
                "requestId": {"type": "string", "description": "The one in the access log"},
                "executionArn": {
                    "type": "string",
                    "description": "With ExecutionAlreadyExists: the execution that has the name; go on with it",
                },
            },
            "executionArn",
        )
    },
    description="What every refused or failed request is answered with",
)
# By the name of the model. "Error" and "Empty" are names of API Gateway's own.
ANSWERS: Mapping[str, dict[str, Any]] = {
    STARTED: _object({"executionArn": TEXT, "startDate": DATE}, description="The execution that runs"),
    DESCRIBED: _EXECUTION,
    STOPPED: _object({"stopDate": DATE}, description="The execution ends, or had ended"),
    REFUSED: _ERROR,
}


def add_models(
    snapshot: Snapshot, name: str, rest_api_id: pulumi.Input[str], settings: Settings
) -> dict[str, pulumi.Output[str]]:
    """Make the models; return their names as outputs, for methods to wait for them."""

    def add(resource: str, model: str, schema: str) -> pulumi.Output[str]:
        inputs = {"rest_api": rest_api_id, "name": model, "content_type": JSON, "schema": schema}
        return snapshot.add(aws.apigateway.Model, resource, inputs).name

    answers = {
        model: add(
            f"{name}-{model.lower()}-model",
            model,
            json.dumps({"$schema": DRAFT_4, "title": model, **schema}, sort_keys=True),
        )
        for model, schema in ANSWERS.items()
        if model != STOPPED or settings.stop
    }
    return {START: add(f"{name}-model", START, model_schema(settings.input_schema)), **answers}
