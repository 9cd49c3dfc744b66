"""The HTTP contract of the API before a machine that isn't the shop's."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.system.asking import ORIGINS, Api
from tests.system.contract import assert_open_to, assert_refused
from tests.system.ordering import ended

AT_ONCE = 50
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


def through(api: Api, arn: str) -> dict[str, Any]:
    return ended(lambda: api.describe(arn).body)


def test_an_execution_is_started_and_followed_to_its_output(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"text": NASTY, NASTY: [1.5, None, True]}, name)
    told = through(api, arn)
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
    told = through(api, started(api, {"fail": "the secret input"}))
    assert (told["status"], told["error"]) == ("FAILED", "Custom.Failure")
    assert "secret" not in json.dumps(told)


def test_the_same_request_again_while_it_runs_is_the_same_execution(api: Api) -> None:
    request = {"name": str(uuid.uuid4()), "input": {"wait": 60, "text": NASTY}}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(api.start, [request] * AT_ONCE))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


def test_other_input_under_a_taken_name_is_refused_with_the_arn_of_that_name(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"wait": 60}, name)
    answer = api.start({"name": name, "input": {"wait": 59}})
    assert_refused(answer, 409, "ExecutionAlreadyExists", SECOND)
    assert answer.body["error"]["executionArn"] == arn


def test_the_same_request_after_its_end_is_refused_with_the_arn_of_that_name(api: Api) -> None:
    name = str(uuid.uuid4())
    arn = started(api, {"text": "a"}, name)
    through(api, arn)
    answer = api.start({"name": name, "input": {"text": "a"}})
    assert_refused(answer, 409, "ExecutionAlreadyExists", SECOND)
    assert answer.body["error"]["executionArn"] == arn


@pytest.mark.parametrize("content_type", [None, "application/json", "application/json; charset=UTF-8"])
def test_json_is_json_however_it_is_called(api: Api, content_type: str | None) -> None:
    assert api.start({"input": {}}, **{"Content-Type": content_type}).status == 200


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
