"""The error contract, `errors.json`: every error code of the API, and the errors of AWS that lead to it.

Each code has its HTTP status, its message (one sentence for people), the methods that may respond with it (`to`,
besides those of every protected method), and for docs/api.md when it occurs and what to do. The sentences are ours, so
they reveal nothing of AWS's internals. They are used inside JSON and inside Velocity strings: no double quotes, no
backslashes, no `$`, no `#`.

A response type of API Gateway itself (`gateway`) that isn't named here becomes one of the two defaults, which keep its
status. Where requests are signed, API Gateway responds to an unsigned one as to an unknown path; a web ACL that isn't
ours may block for other reasons than the number of requests. An exception of Step Functions with a 4xx status
(`stepFunctions`, by its type) that isn't named here is a BadRequest. The templates send well-formed JSON unless the
input is too large, so InvalidExecutionInput means that; they set the state machine and the role, so exceptions about
these are faults of ours.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html,
docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html, …/API_DescribeExecution.html,
…/CommonErrors.html
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple


class ApiError(NamedTuple):
    """One code of the contract."""

    status: int
    code: str
    message: str
    to: tuple[str, ...]
    when: str
    then: str


_ROWS: Mapping[str, dict[str, Any]] = json.loads(Path(__file__).with_name("errors.json").read_text("utf-8"))
CONTRACT: Mapping[str, ApiError] = {
    code: ApiError(row["status"], code, row["message"], tuple(row["to"]), row["when"], row["then"])
    for code, row in _ROWS.items()
}


def _raised_by(what: str) -> dict[str, ApiError]:
    return dict(sorted((name, CONTRACT[code]) for code, row in _ROWS.items() for name in row.get(what, ())))


GATEWAY_ERRORS, GATEWAY_DEFAULTS = _raised_by("gateway"), _raised_by("gatewayDefault")
SIGNED, OTHERS_FIREWALL = _raised_by("gatewayWhereSigned"), _raised_by("gatewayBehindAnotherFirewall")
STEP_FUNCTIONS_ERRORS = _raised_by("stepFunctions")
