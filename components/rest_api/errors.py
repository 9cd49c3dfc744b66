"""The error contract, `errors.json`: every code that the API answers with, and what of AWS leads to it.

For each code its HTTP status, its message, one sentence for people, and the methods that may be answered it (`to`),
apart from what every protected one may be; for docs/api.md when that is, and what to do then. The sentences are ours,
so nothing of AWS's internals leaks. They stand inside JSON and inside Velocity strings: no double quotes, no
backslashes, no `$`, no `#`.

What API Gateway answers by itself (`gateway`) and isn't named is one of the two defaults, which keep its status. Where
requests are signed, it tells an unsigned one like an unknown path; a web ACL that isn't ours has other rules than one
that counts. What Step Functions answers with a status of 4xx (`stepFunctions`, by the type of its exception) and isn't
named is a BadRequest. The templates send well-formed JSON unless the input is too large, so InvalidExecutionInput means
that; they pin the machine and the role, so what's wrong with these is a fault of ours.
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
