"""What every answer of the API is held to."""

import re
from typing import Any

from tests.system.asking import Answer

# What errors of AWS, of its SDKs and of the emulator's own code look like.
INTERNALS = re.compile(
    r"arn:|[0-9]{12}|Exception|__type|Traceback|amazon|swf|[Rr]ole|[Pp]olicy|localemu|\.py|java|\$|not authorized"
)


def assert_open_to(answer: Answer, origin: str) -> None:
    """The answer is JSON that pages of `origin` can read, and that nobody keeps."""
    assert answer.headers["access-control-allow-origin"] == origin
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def assert_refused(answer: Answer, status: int, code: str, origin: str) -> None:
    """The answer is an error of the contract that pages of `origin` can read, and says nothing of what is inside."""
    assert (answer.status, answer.code) == (status, code), answer.text
    assert_open_to(answer, origin)
    error = answer.body["error"]
    assert error.keys() - {"executionArn"} == {"code", "message", "requestId"}
    assert error["requestId"]
    said = answer.text.replace(error.get("executionArn") or "no ARN", "").replace(error["requestId"], "")
    assert not INTERNALS.search(said), answer.text


def same(one: Any, other: Any) -> bool:
    """Compare as JSON does: 1, 1.0 and true are three values, -0.0 isn't 0.0, and the order of keys is free."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def executions(step_functions: Any, machine: str) -> set[str]:
    """Return the ARNs of all executions of a machine."""
    pages = step_functions.get_paginator("list_executions").paginate(stateMachineArn=machine)
    return {execution["executionArn"] for page in pages for execution in page["executions"]}
