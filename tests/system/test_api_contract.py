"""The HTTP contract of the API before a machine that isn't the shop's."""

import json
import uuid
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.asking import ORIGINS, Api
from tests.system.contract import assert_open_to, assert_refused
from tests.system.ordering import until

FIRST, SECOND = ORIGINS
NASTY = 'O\'Neil "said" \\ $x ${input} #if(true) #end \n\t café 🍕 </script> \u2028'


@pytest.fixture(name="api")
def _api(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["url"], SECOND)


def started(api: Api, given: dict[str, Any], name: str | None = None) -> str:
    answer = api.start({"input": given} if name is None else {"name": name, "input": given})
    assert answer.status == 200, answer.text
    assert_open_to(answer, SECOND)
    return answer.body["executionArn"]


def ended(api: Api, arn: str) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        described = api.describe(arn).body
        return None if described["status"] == "RUNNING" else described

    return until(look)


def test_an_execution_is_started_and_followed_to_its_output(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"text": NASTY, NASTY: [1.5, None, True]}, name)
    told = ended(api, arn)
    assert told.keys() == {"executionArn", "name", "status", "startDate", "stopDate", "output"}
    assert (told["executionArn"], told["name"], told["status"]) == (arn, name, "SUCCEEDED")
    assert 1.7e9 < told["startDate"] <= told["stopDate"]
    assert json.loads(told["output"]) == {"text": NASTY, NASTY: [1.5, None, True]}


def test_without_a_name_step_functions_makes_one(api: Api) -> None:
    assert started(api, {}) != started(api, {})


def test_a_running_execution_has_no_output_yet(api: Api) -> None:
    told = api.describe(started(api, {"wait": 60}))
    assert told.status == 200
    assert_open_to(told, SECOND)
    assert told.body["status"] == "RUNNING"
    assert told.body.keys() == {"executionArn", "name", "status", "startDate"}


def test_a_failed_execution_is_told_with_its_error_and_without_its_cause_and_input(api: Api) -> None:
    told = ended(api, started(api, {"fail": "the secret input"}))
    assert (told["status"], told["error"]) == ("FAILED", "Custom.Failure")
    assert "secret" not in json.dumps(told)


def test_the_same_request_again_while_it_runs_is_the_same_execution(api: Api) -> None:
    request = {"name": str(uuid.uuid4()), "input": {"wait": 60, "text": NASTY}}
    first, second = api.start(request), api.start(request)
    assert first.status == second.status == 200
    assert first.body == second.body


def test_other_input_under_a_taken_name_is_refused_with_the_arn_of_that_name(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"wait": 60}, name)
    answer = api.start({"name": name, "input": {"wait": 59}})
    assert_refused(answer, 409, "ExecutionAlreadyExists", SECOND)
    assert answer.body["error"]["executionArn"] == arn


def test_the_same_request_after_its_end_is_refused_with_the_arn_of_that_name(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"text": "a"}, name)
    ended(api, arn)
    answer = api.start({"name": name, "input": {"text": "a"}})
    assert_refused(answer, 409, "ExecutionAlreadyExists", SECOND)
    assert answer.body["error"]["executionArn"] == arn


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        b"\xff\xfe{}",
        "null",
        [],
        {},
        {"input": "text"},
        {"input": {"wait": "long"}},
        {"input": {}, "name": "no UUID"},
        {"input": {}, "name": None},
        {"input": {}, "name": "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11\n"},
        {"input": {}, "stateMachineArn": "arn:aws:states:us-east-2:000000000000:stateMachine:other"},
    ],
    ids=repr,
)
def test_a_body_that_breaks_the_schema_is_refused(api: Api, body: object) -> None:
    assert_refused(api.start(body), 400, "InvalidRequestBody", "*")


def test_a_missing_body_is_refused(api: Api) -> None:
    assert_refused(api.ask("POST"), 400, "InvalidRequestBody", "*")


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "text/csv"])
def test_another_content_type_is_refused(api: Api, content_type: str) -> None:
    answer = api.start({"input": {}}, **{"Content-Type": content_type})
    assert_refused(answer, 415, "UnsupportedMediaType", "*")


@pytest.mark.parametrize("content_type", [None, "application/json", "application/json; charset=UTF-8"])
def test_json_is_json_however_it_is_called(api: Api, content_type: str | None) -> None:
    assert api.start({"input": {}}, **{"Content-Type": content_type}).status == 200


def test_an_input_above_256_kb_is_refused_and_one_below_is_not(api: Api) -> None:
    assert started(api, {"text": "x" * 262_000})
    answer = api.start({"input": {"text": "x" * 262_144}})
    assert_refused(answer, 413, "RequestTooLarge", SECOND)


def test_a_get_without_an_arn_is_refused(api: Api) -> None:
    assert_refused(api.ask("GET"), 400, "MissingParameter", "*")


def test_an_execution_that_never_was_is_not_found(api: Api) -> None:
    arn = started(api, {}).rpartition(":")[0]
    assert_refused(api.describe(f"{arn}:{uuid.uuid4()}"), 404, "ExecutionDoesNotExist", SECOND)


def test_another_machines_execution_is_not_found(
    api: Api, any_machine: dict[str, Any], shop: RunningShop
) -> None:
    foreign = shop.client("stepfunctions").start_execution(stateMachineArn=any_machine["otherMachineArn"])
    answer = api.describe(foreign["executionArn"])
    assert_refused(answer, 404, "ExecutionDoesNotExist", SECOND)


@pytest.mark.parametrize("arn", ["x", "arn:aws:states", "arn:aws:iam::000000000000:role/x", NASTY, "'\"}"])
def test_what_is_no_arn_of_an_execution_is_not_found(api: Api, arn: str) -> None:
    assert_refused(api.describe(arn), 404, "ExecutionDoesNotExist", SECOND)


def test_a_malformed_name_of_an_execution_is_refused(api: Api) -> None:
    arn = started(api, {})
    assert api.describe(f"{arn}'\"$x").status in (400, 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", ""), ("DELETE", ""), ("PATCH", ""), ("GET", "/other"), ("POST", "/executions")],
)
def test_what_the_api_does_not_offer_is_not_found(api: Api, method: str, path: str) -> None:
    assert_refused(api.ask(method, path=path), 404, "NotFound", "*")


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_preflight_lets_allowed_origins_send_json(any_machine: dict[str, Any], origin: str) -> None:
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = Api(any_machine["url"], origin).ask("OPTIONS", headers=asks)
    assert answer.status == 200
    assert_open_to(answer, origin)
    assert answer.headers["access-control-allow-methods"] == "GET,POST,OPTIONS"
    assert answer.headers["access-control-allow-headers"] == "Content-Type"
    assert answer.headers["access-control-max-age"] == "7200"
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("method", ["OPTIONS", "POST", "GET"])
def test_another_origin_is_never_the_one_that_is_named(any_machine: dict[str, Any], method: str) -> None:
    query = {"executionArn": "x"} if method == "GET" else None
    body = {"input": {}} if method == "POST" else None
    answer = Api(any_machine["url"], "https://evil.example").ask(method, body, query=query)
    assert answer.headers["access-control-allow-origin"] == FIRST


def test_too_many_requests_are_told_to_wait_in_a_way_the_page_can_read(any_machine: dict[str, Any]) -> None:
    limited = Api(any_machine["limitedUrl"], FIRST)
    answers = [limited.start({"input": {}}) for _ in range(3)]
    refused = next(answer for answer in answers if answer.status != 200)
    assert_refused(refused, 429, "TooManyRequests", FIRST)
