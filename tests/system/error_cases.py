"""For each error of the contract, how to come by it on the emulator, or why that can't be."""

import uuid
from collections.abc import Callable

from components.rest_api import errors
from tests.system.asking import Answer, Api

TABLES = (errors.GATEWAY_ERRORS, errors.GATEWAY_DEFAULTS, errors.STEP_FUNCTIONS_ERRORS)
RUNNING, OTHER = {"wait": 60}, {"wait": 59}


def _taken(api: Api) -> Answer:
    name = str(uuid.uuid4())
    assert api.start({"name": name, "input": RUNNING}).status == 200
    return api.start({"name": name, "input": OTHER})


def _arn(api: Api, name: str) -> str:
    """Return the ARN that an execution of the API's machine would have."""
    return api.start({"input": {}}).body["executionArn"].rpartition(":")[0] + f":{name}"


# By status and code, how to come by it: those that mapping templates give, which can choose the origin, and those that
# API Gateway gives by itself.
TOLD: dict[tuple[int, str], Callable[[Api], Answer]] = {
    (400, "InvalidExecutionArn"): lambda api: api.describe(_arn(api, "")),
    (404, "ExecutionDoesNotExist"): lambda api: api.describe(_arn(api, str(uuid.uuid4()))),
    (409, "ExecutionAlreadyExists"): _taken,
    (413, "RequestTooLarge"): lambda api: api.start({"input": {"text": "x" * 262_144}}),
}
BY_ITSELF: dict[tuple[int, str], Callable[[Api], Answer]] = {
    (400, "InvalidRequestBody"): lambda api: api.start({}),
    (400, "MissingParameter"): lambda api: api.ask("GET"),
    (404, "NotFound"): lambda api: api.ask("PUT"),
    (413, "RequestTooLarge"): lambda api: api.start(b" " * (10 * 1024 * 1024 + 1)),
    (415, "UnsupportedMediaType"): lambda api: api.start({"input": {}}, **{"Content-Type": "text/plain"}),
}
# By tests of their own: test_api_throttling, test_api_errors, test_api_access.
APART = {(429, "TooManyRequests"), (500, "InternalError"), (401, "Unauthorized")}
# The graph and the templates are tested for these (tests/unit/rest_api/): the emulator has no firewall and no time-out,
# the model lets no bad name through, and nothing else that Step Functions refuses is left to a caller.
NOT_HERE = {(403, "Forbidden"), (504, "Timeout"), (400, "InvalidName"), (400, "BadRequest")}
