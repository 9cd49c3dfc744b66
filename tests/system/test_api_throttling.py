"""Too many requests to a method are refused before they cost anything, and take nothing from the other methods."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import yaml

from tests.limiting import limits
from tests.running import ROOT, RunningShop
from tests.system.asking import ORIGINS, Answer, Api
from tests.system.contract import assert_open_to, assert_refused, executions

ORIGIN = ORIGINS[0]
MANY, AT_ONCE, FEW = 40, 8, 3
HARDLY = 1e-6  # requests per second


@pytest.fixture(name="limited")
def _limited(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["limitedUrl"], ORIGIN)


def test_of_many_starts_at_once_only_the_burst_passes_and_the_others_start_nothing(
    shop: RunningShop, any_machine: dict[str, Any], limited: Api
) -> None:
    step_functions, machine = shop.client("stepfunctions"), any_machine["machineArn"]
    before = executions(step_functions, machine)

    def start(_: int) -> Answer:
        return limited.start({"name": str(uuid.uuid4()), "input": {}})

    with (
        limits(shop.client("apigateway"), limited.url, {"POST": (HARDLY, FEW)}),
        ThreadPoolExecutor(AT_ONCE) as many,
    ):
        answers = list(many.map(start, range(MANY)))
    passed = [answer for answer in answers if answer.status == 200]
    assert len(passed) == FEW
    for answer in answers:
        if answer not in passed:
            assert_refused(answer, 429, "TooManyRequests", ORIGIN)
    started = executions(step_functions, machine) - before
    assert started == {answer.body["executionArn"] for answer in passed}


def test_who_may_start_no_more_can_still_ask_how_it_stands(shop: RunningShop, limited: Api) -> None:
    with limits(shop.client("apigateway"), limited.url, {"POST": (HARDLY, 1)}):
        arn = limited.start({"input": {}}).body["executionArn"]
        assert limited.start({"input": {}}).status == 429
        for _ in range(FEW):
            described = limited.describe(arn)
            assert described.status == 200
            assert_open_to(described, ORIGIN)
            assert limited.ask("OPTIONS").status == 200


def test_who_asks_too_often_can_still_start(shop: RunningShop, limited: Api) -> None:
    with limits(shop.client("apigateway"), limited.url, {"GET": (HARDLY, 1), "POST": (HARDLY, FEW)}):
        arn = limited.start({"input": {}}).body["executionArn"]
        assert limited.describe(arn).status == 200
        assert_refused(limited.describe(arn), 429, "TooManyRequests", ORIGIN)
        assert limited.start({"input": {}}).status == 200


def test_a_request_that_would_be_refused_anyway_counts(shop: RunningShop, limited: Api) -> None:
    with limits(shop.client("apigateway"), limited.url, {"POST": (HARDLY, 1)}):
        assert limited.start({}).status == 400
        assert_refused(limited.start({}), 429, "TooManyRequests", ORIGIN)


def test_the_shops_methods_have_the_limits_of_its_settings(shop: RunningShop) -> None:
    api, stage = shop.stage_url.rsplit("/", 2)[-2:]
    known = shop.client("apigateway").get_stage(restApiId=api, stageName=stage)["methodSettings"]
    config = yaml.safe_load((ROOT / "Pulumi.local.yaml").read_text())["config"]
    assert {path: (it["throttlingRateLimit"], it["throttlingBurstLimit"]) for path, it in known.items()} == {
        path: (config[f"{key}Rate"], config[f"{key}Burst"])
        for path, key in {"*/*": "throttle", "~1/POST": "start", "~1/GET": "describe"}.items()
    }
