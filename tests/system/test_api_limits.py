"""How many requests pass: each method by its own limit, and what is too much does nothing."""

from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.asking import ORIGINS, Api
from tests.system.ordering import until


@pytest.fixture(name="paced")
def _paced(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["pacedUrl"], ORIGINS[0])


def started(shop: RunningShop, any_machine: dict[str, Any]) -> int:
    machine = any_machine["longerMachineArn"]
    return len(shop.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"])


def test_a_method_has_its_own_limit_and_what_is_too_much_starts_nothing(
    shop: RunningShop, any_machine: dict[str, Any], paced: Api
) -> None:
    before = started(shop, any_machine)
    statuses = [paced.start({"input": {}}).status for _ in range(10)]
    assert statuses == [200] + [429] * 9
    assert started(shop, any_machine) == before + 1
    assert {paced.describe("x").status for _ in range(10)} == {404}
    assert {paced.ask("OPTIONS").status for _ in range(10)} == {200}


def test_a_limit_that_is_changed_holds_without_another_deployment(
    shop: RunningShop, any_machine: dict[str, Any], paced: Api
) -> None:
    def is_refused() -> bool:
        return paced.start({"input": {}}).status == 429

    until(is_refused)
    api, stage = paced.url.rstrip("/").split("/")[-2:]
    more = [
        {"op": "replace", "path": f"/~1/POST/throttling/{name}", "value": "100"}
        for name in ("rateLimit", "burstLimit")
    ]
    shop.client("apigateway").update_stage(restApiId=api, stageName=stage, patchOperations=more)
    until(lambda: not is_refused())
    assert not any(is_refused() for _ in range(20))
