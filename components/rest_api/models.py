"""The models of requests and responses, from which API Gateway's export and SDKs take their types.

Requests are validated against their model, responses are not.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

from .args import Settings
from .method import JSON
from .schema import DRAFT_4, model_schema
from .snapshot import Snapshot

START, STARTED, DESCRIBED, REFUSED = "StartExecution", "StartedExecution", "Execution", "ApiError"
STOPPED = "StoppedExecution"

# By the name of the model. "Error" and "Empty" are API Gateway's own.
# Source: docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html (status)
ANSWERS: Mapping[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("answers.schema.json").read_text("utf-8")
)


def add_models(
    snapshot: Snapshot, name: str, rest_api_id: pulumi.Input[str], settings: Settings
) -> dict[str, pulumi.Output[str]]:
    """Create the models; return their names as outputs, so that methods wait for them."""

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
