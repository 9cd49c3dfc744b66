"""Whatever the API takes arrives in the execution as it was sent, and comes back as the machine gave it."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest

from tests.running import RunningShop
from tests.system.asking import ORIGINS, Answer, Api
from tests.system.contract import same
from tests.system.corpus import INPUTS
from tests.system.ordering import until

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

        def held() -> dict[str, Any] | None:
            described = step_functions.describe_execution(executionArn=arn)
            return None if described["status"] == "RUNNING" else described

        return Carried(started, until(held), api.describe(arn))

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
