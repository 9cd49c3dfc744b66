"""What holds for the mapping templates whatever they are given."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.properties import JSON_VALUES, SMALL, TEXTS
from tests.unit.rest_api.building import EXECUTIONS, MACHINE, Watching, api
from tests.unit.rest_api.gateway import render
from tests.unit.rest_api.test_templates import answer, request

ARNS = TEXTS | TEXTS.map(lambda text: EXECUTIONS + text)


@pytest.fixture(scope="module", name="built")
def _built() -> Watching:
    return api()


@SMALL
@given(sent=st.dictionaries(TEXTS, JSON_VALUES, max_size=5), name=TEXTS)
@example(sent={}, name='", "stateMachineArn": "other')
def test_any_input_and_name_are_handed_on_as_they_were_sent_and_the_machine_stays_fixed(
    built: Watching, sent: dict[str, Any], name: str
) -> None:
    asked = render(request(built, "post"), {"name": name, "input": sent}).body
    assert asked.keys() == {"stateMachineArn", "input", *(["name"] if name else [])}
    assert asked.get("name", "") == name
    assert asked["stateMachineArn"] == MACHINE
    assert repr(json.loads(asked["input"])) == repr(sent)


@SMALL
@given(arn=ARNS)
def test_only_this_machines_executions_are_ever_asked_for(built: Watching, arn: str) -> None:
    asked = render(request(built, "get"), {}, query={"executionArn": arn}).body
    assert asked.keys() == {"executionArn"}
    assert asked["executionArn"].startswith(EXECUTIONS)


@SMALL
@given(output=TEXTS | JSON_VALUES.map(json.dumps), error=TEXTS)
def test_any_output_and_error_are_told_as_they_are(built: Watching, output: str, error: str) -> None:
    described = {"executionArn": "a", "name": "n", "status": "FAILED", "startDate": 1.5}
    told = render(answer(built, "get-200"), {**described, "output": output, "error": error}).body
    assert told == {
        **described,
        **({"output": output} if output else {}),
        **({"error": error} if error else {}),
    }


@SMALL
@given(kind=st.sampled_from(["ExecutionAlreadyExists", "InvalidArn"]) | TEXTS, message=ARNS | TEXTS)
def test_whatever_step_functions_refuses_with_is_told_in_the_contracts_words(
    built: Watching, kind: str, message: str
) -> None:
    told = render(answer(built, "post-400"), {"__type": kind, "message": message}).body["error"]
    assert told.keys() - {"executionArn"} == {"code", "message", "requestId"}
    assert told.get("executionArn", EXECUTIONS).startswith(EXECUTIONS)
