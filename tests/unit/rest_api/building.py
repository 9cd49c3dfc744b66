"""Build the API through Pulumi's mocks."""

from collections.abc import Mapping
from typing import Any

import pulumi

from components.rest_api import ApiLogging, RestApi, RestApiArgs
from tests.graph import ACCOUNT, REGION, Watching, watch

MACHINE = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:workflow"
EXECUTIONS = f"arn:aws:states:{REGION}:{ACCOUNT}:execution:workflow:"
ORIGIN = "https://shop.example"
SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}


def api_args(**changes: Any) -> RestApiArgs:
    settings: Mapping[str, Any] = {
        "state_machine_arn": MACHINE,
        "input_schema": SCHEMA,
        "allowed_origins": [ORIGIN],
    }
    return RestApiArgs(**{**settings, **changes})


def api(**changes: Any) -> Watching:
    """Build the API, with its own endpoint and the account's log role."""

    def program() -> None:
        logging = ApiLogging("logging", {})
        opts = pulumi.ResourceOptions(depends_on=[logging])
        RestApi("api", api_args(**changes), opts)

    return watch(program)
