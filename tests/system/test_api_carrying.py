"""Whatever the API takes arrives in the execution as it was sent, and comes back as the machine gave it."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest

from components.rest_api.velocity import INPUT_LIMIT
from tests.running import RunningShop
from tests.system.asking import ORIGINS, Answer, Api
from tests.system.contract import assert_refused, same
from tests.system.corpus import INPUTS
from tests.system.ordering import ended

PARALLEL = 4


class Carried(NamedTuple):
    """What became of one input: the answer to POST, what Step Functions holds, and the answer to GET."""

    started: Answer
    held: dict[str, Any]
    told: Answer | None


@pytest.fixture(scope="module", name="api")
def _api(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["url"], ORIGINS[1])


@pytest.fixture(scope="module", name="carried")
def _carried(api: Api, shop: RunningShop) -> dict[str, Carried]:
    """Send the whole corpus, several at once."""
    step_functions = shop.client("stepfunctions")

    def carry(text: str) -> Carried:
        started = api.start(f'{{"input": {text}}}')
        if started.status != 200:
            return Carried(started, {}, None)
        arn = started.body["executionArn"]

        held = ended(lambda: step_functions.describe_execution(executionArn=arn))
        return Carried(started, held, api.describe(arn))

    with ThreadPoolExecutor(PARALLEL) as pool:
        return dict(zip(INPUTS, pool.map(carry, INPUTS.values()), strict=True))


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_arrives_and_comes_back_as_it_was_sent(carried: dict[str, Carried], name: str) -> None:
    started, held, told = carried[name]
    assert started.status == 200, started.text
    sent = json.loads(INPUTS[name])
    assert same(json.loads(held["input"]), sent)
    assert held["status"] == "SUCCEEDED"
    assert told is not None
    assert told.status == 200, told.text
    assert same(json.loads(told.body["output"]), sent)


# By the bytes of UTF-8 that JSON takes for it.
CHARACTERS = {"a": 1, "\u00e9": 2, "\u6f22": 3, "\U0001f355": 4, '"': 2, "\\": 2, "'": 1, "/": 1, "\0": 6}


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_limit_of_an_input_is_in_bytes_whatever_it_is_made_of(
    api: Api, shop: RunningShop, character: str
) -> None:
    room = INPUT_LIMIT - len('{"text":""}')
    times, rest = divmod(room, CHARACTERS[character])
    text = character * times + "x" * rest
    started = api.start(json.dumps({"input": {"text": text}}, ensure_ascii=False))
    assert started.status == 200, started.text
    arn = started.body["executionArn"]
    held = shop.client("stepfunctions").describe_execution(executionArn=arn)["input"]
    assert json.loads(held) == {"text": text}
    over = api.start(json.dumps({"input": {"text": text + "x"}}, ensure_ascii=False))
    assert_refused(over, 413, "RequestTooLarge", ORIGINS[1])


@pytest.mark.parametrize("character", CHARACTERS)
def test_an_input_of_many_times_the_limit_is_refused(api: Api, character: str) -> None:
    body = json.dumps({"input": {"text": character * 1_500_000}}, ensure_ascii=False)
    assert_refused(api.start(body), 413, "RequestTooLarge", ORIGINS[1])


@pytest.mark.parametrize("levels", [200, 500, 800, 1200, 2500, 5000, 50_000])
def test_deep_nesting_is_taken_or_refused_and_never_a_fault(api: Api, levels: int) -> None:
    answer = api.start('{"input": {"a": ' + "[" * levels + "]" * levels + "}}")
    if answer.status != 200:
        assert_refused(answer, 400, "InvalidRequestBody", "*")
