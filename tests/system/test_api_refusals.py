"""What the API refuses, it refuses in its contract's words, and starts nothing, which is looked at in the end."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.running import RunningShop
from tests.system.asking import JSON, ORIGINS, Api
from tests.system.contract import assert_open_to, assert_refused, executions
from tests.system.corpus import ALL_TEXTS
from tests.system.corpus.refused import BODIES, GOOD, INPUTS, MEDIA_TYPES, NAMES

ORIGIN = ORIGINS[1]
MB = 1024 * 1024


@pytest.fixture(scope="module", name="api")
def _api(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["strictUrl"], ORIGIN)


@pytest.fixture(scope="module", name="step_functions")
def _step_functions(shop: RunningShop) -> Any:
    return shop.client("stepfunctions")


@pytest.fixture(scope="module", name="own")
def _own(step_functions: Any, any_machine: dict[str, Any]) -> str:
    """The ARN of an execution that the API may read."""
    machine = any_machine["otherMachineArn"]
    return step_functions.start_execution(stateMachineArn=machine)["executionArn"]


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_started(step_functions: Any, any_machine: dict[str, Any], own: str) -> Iterator[None]:
    """Look for new executions after all tests; their inputs tell whose they are."""
    machine = any_machine["otherMachineArn"]
    before = executions(step_functions, machine)
    assert own in before
    yield
    started = executions(step_functions, machine) - before
    assert not [step_functions.describe_execution(executionArn=it)["input"] for it in started]


def executions_of(machine: str) -> str:
    return machine.replace(":stateMachine:", ":execution:") + ":"


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_another_media_type_is_refused_though_the_body_would_do(api: Api, media_type: str) -> None:
    answer = api.start(GOOD, **{"Content-Type": media_type})
    assert_refused(answer, 415, "UnsupportedMediaType", "*")


@pytest.mark.parametrize("media_type", [*MEDIA_TYPES, JSON, f"{JSON}; charset=utf-16"])
def test_the_model_holds_for_every_media_type(api: Api, media_type: str) -> None:
    bad = {"name": "no UUID", "input": {"size": "large"}}
    assert_refused(api.start(bad, **{"Content-Type": media_type}), 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "LINK", "PROPFIND", "ANY", "X"])
@pytest.mark.parametrize("path", ["", "/", "/executions"])
def test_a_method_that_is_not_offered_is_not_found(api: Api, method: str, path: str) -> None:
    assert_refused(api.ask(method, GOOD, path=path), 404, "NotFound", "*")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/x", "/x/y", "/..", "/%2e%2e", "/%00", "/$default", "/{proxy+}", "/v1", "/StartExecution"]
)
def test_a_path_that_is_not_offered_is_not_found(api: Api, method: str, path: str) -> None:
    body = GOOD if method == "POST" else None
    assert_refused(api.ask(method, body, path=path), 404, "NotFound", "*")


def test_head_is_not_found_and_has_no_body(api: Api) -> None:
    answer = api.ask("HEAD")
    assert (answer.status, answer.text) == (404, "")
    assert_open_to(answer, "*")


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_request_is_refused(api: Api, name: str) -> None:
    assert_refused(api.start(BODIES[name]), 400, "InvalidRequestBody", "*")


def test_a_request_without_a_body_is_refused(api: Api) -> None:
    assert_refused(api.ask("POST"), 400, "InvalidRequestBody", "*")
    assert_refused(api.ask("POST", headers={"Content-Type": JSON}), 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize("given", INPUTS)
def test_an_input_that_breaks_the_schema_is_refused(api: Api, given: object) -> None:
    assert_refused(api.start({"input": given}), 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize(
    "field",
    [
        "stateMachineArn",
        "statemachinearn",
        "traceHeader",
        "executionArn",
        "Input",
        "input ",
        "",
        "__type",
        "$x",
    ],
)
def test_a_field_beside_name_and_input_is_refused(api: Api, any_machine: dict[str, Any], field: str) -> None:
    answer = api.start({**GOOD, field: any_machine["machineArn"]})
    assert_refused(answer, 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_uuid_is_refused(api: Api, name: object) -> None:
    assert_refused(api.start({**GOOD, "name": name}), 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize(
    "body",
    [
        '{"input": {"size": 1}, "input": {"size": "large"}}',
        '{"input": {"size": 1}, "\\u0069nput": {"size": "large"}}',
        '{"input": {"size": 1, "size": 61}}',
        '{"name": "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11", "name": "*", "input": {"size": 1}}',
    ],
)
def test_of_a_duplicated_key_the_last_one_is_checked(api: Api, body: str) -> None:
    assert_refused(api.start(body), 400, "InvalidRequestBody", "*")


def test_a_request_of_over_10_mb_is_refused(api: Api) -> None:
    assert_refused(api.start(b'"' + b"x" * 10 * MB + b'"'), 413, "RequestTooLarge", "*")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "x=1",
        "executionArn",
        "executionArn=",
        "executionArn=%20",
        "executionarn=a",
        "executionArn[]=a",
        "%65xecutionArn%00=a",
    ],
)
def test_a_get_without_its_parameter_is_refused(api: Api, own: str, query: str) -> None:
    answer = api.ask("GET", query=query, headers={"executionArn": own})
    assert_refused(answer, 400, "MissingParameter", "*")


@pytest.mark.parametrize("text", [*ALL_TEXTS.values(), "%", "%zz", "%252e"])
def test_no_text_is_the_arn_of_an_execution(api: Api, own: str, text: str) -> None:
    """Whatever it holds, alone or behind a good beginning; a header doesn't take the parameter's place."""
    answer = api.ask("GET", query={"executionArn": text}, headers={"executionArn": own})
    if text.strip():
        assert_refused(answer, 404, "ExecutionDoesNotExist", ORIGIN)
    else:
        assert_refused(answer, 400, "MissingParameter", "*")
    behind = api.describe(own.rpartition(":")[0] + ":" + text)
    assert behind.status in {400, 404}
    known = {400: "InvalidExecutionArn", 404: "ExecutionDoesNotExist"}
    assert_refused(behind, behind.status, known[behind.status], ORIGIN)


def foreign(own: str, machines: dict[str, Any]) -> Iterator[str]:
    """Give ARNs that differ from one the API may read in one thing."""
    name = own.rpartition(":")[2]
    for machine in ("machineArn", "longerMachineArn"):
        yield executions_of(machines[machine]) + name
    beginning = own.removesuffix(name)
    yield machines["otherMachineArn"]
    yield beginning
    yield own.replace("us-east-2", "us-east-1")
    yield own.replace("000000000000", "111111111111")
    yield own.replace("arn:aws:", "arn:aws-cn:")
    yield own.replace(":execution:", ":express:") + ":8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11"
    yield own.replace(":execution:", ":mapRun:")
    yield f"{beginning.removesuffix(':')}/Map:{name}"
    yield f"{beginning.removesuffix(':')}-more:{name}"
    yield own[:-1]
    yield own.upper()
    yield f" {own}"
    yield f"x{own}"
    yield quote(quote(own, safe=""), safe="")


def test_what_differs_from_a_readable_execution_in_one_thing_is_not_found(
    api: Api, own: str, any_machine: dict[str, Any]
) -> None:
    for arn in foreign(own, any_machine):
        answer = api.describe(arn)
        status, code = (
            (404, "ExecutionDoesNotExist") if answer.status == 404 else (400, "InvalidExecutionArn")
        )
        assert_refused(answer, status, code, ORIGIN)


def test_of_a_parameter_given_twice_the_last_one_counts(api: Api, own: str) -> None:
    good, bad = f"executionArn={quote(own)}", "executionArn=x"
    assert api.ask("GET", query=f"{bad}&{good}").body["executionArn"] == own
    assert_refused(api.ask("GET", query=f"{good}&{bad}"), 404, "ExecutionDoesNotExist", ORIGIN)


@pytest.mark.parametrize("times", [0, 1, 2])
def test_an_arn_is_read_however_its_colons_are_encoded(api: Api, own: str, times: int) -> None:
    arn = own
    for _ in range(times):
        arn = quote(arn, safe="")
    assert api.ask("GET", query=f"executionArn={arn}").body["executionArn"] == own
