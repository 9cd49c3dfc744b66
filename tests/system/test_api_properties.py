"""What holds for any body: if the model takes it, it arrives as it was sent; if not, nothing starts."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from components.rest_api.schema import model_schema
from tests.properties import JSON_VALUES, SMALL, TEXTS, spelled
from tests.running import RunningShop
from tests.system import schemas
from tests.system.asking import ORIGINS, Api
from tests.system.contract import assert_refused, executions, same

ORIGIN = ORIGINS[1]
MODEL = Draft4Validator(json.loads(model_schema(schemas.STRICT)))
INPUTS = st.dictionaries(TEXTS.filter(lambda key: key not in {"wait", "fail"}), JSON_VALUES, max_size=5)
GOOD = st.fixed_dictionaries(
    {
        "input": st.fixed_dictionaries(
            {"size": st.integers(1, 60)},
            optional={
                "note": st.text("az", max_size=10),
                "tags": st.lists(st.sampled_from("ab"), max_size=2),
            },
        )
    },
    optional={"name": st.builds(lambda: str(uuid.uuid4()))},
)
BODIES = (
    GOOD
    | st.builds(lambda body, key, value: {**body, key: value}, GOOD, st.just("name") | TEXTS, JSON_VALUES)
    | st.builds(lambda body, given: {**body, "input": {**body["input"], **given}}, GOOD, INPUTS)
    | st.builds(lambda body, size: {**body, "input": {**body["input"], "size": size}}, GOOD, JSON_VALUES)
    | JSON_VALUES
)


@pytest.fixture(scope="module", name="step_functions")
def _step_functions(shop: RunningShop) -> Any:
    return shop.client("stepfunctions")


@SMALL
@given(sent=INPUTS, ascii_only=st.booleans())
def test_any_input_arrives_as_it_was_sent(
    any_machine: dict[str, Any], step_functions: Any, sent: dict[str, Any], ascii_only: bool
) -> None:
    started = Api(any_machine["url"], ORIGIN).start(spelled({"input": sent}, ascii_only))
    assert started.status == 200, started.text
    held = step_functions.describe_execution(executionArn=started.body["executionArn"])
    assert same(json.loads(held["input"]), sent)


@SMALL
@given(body=BODIES)
def test_what_the_model_takes_arrives_and_what_it_does_not_starts_nothing(
    any_machine: dict[str, Any], step_functions: Any, body: Any
) -> None:
    machine = any_machine["otherMachineArn"]
    before = executions(step_functions, machine)
    answer = Api(any_machine["strictUrl"], ORIGIN).start(spelled(body))
    if MODEL.is_valid(body):
        assert answer.status == 200, answer.text
        held = step_functions.describe_execution(executionArn=answer.body["executionArn"])
        assert same(json.loads(held["input"]), body["input"])
        assert "name" not in body or held["name"] == body["name"]
    else:
        assert_refused(answer, 400, "InvalidRequestBody", "*")
        assert executions(step_functions, machine) == before
