"""Settings that AWS would refuse are refused before, in one sentence."""

import asyncio
from typing import Any

import pulumi
import pytest

from components.rest_api import RestApi, Throttle
from components.rest_api.args import settings
from components.rest_api.cors import check_origins
from components.rest_api.machine import machine
from tests.unit.rest_api.building import EXECUTIONS, MACHINE, Watching, api_args, watch
from tests.unit.test_settings import NO_ORIGINS, ORIGINS


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"allowed_origins": []}, "at least one origin"),
        ({"allowed_origins": ["*"]}, "got '\\*'"),
        ({"allowed_origins": ["https://shop.example", 5]}, "an allowed origin must be .* got 5"),
        ({"allowed_origins": ["https://shop.example/"]}, "an allowed origin must be"),
        ({"requests_per_ip": 9}, "requests_per_ip must be a whole number from 10 to 2000000000, got 9"),
        ({"requests_per_ip": 2_000_000_001}, "requests_per_ip must be"),
        ({"stage_name": "a-b"}, "stage_name must be 1 to 128 letters"),
        ({"stage_name": ""}, "stage_name must be 1 to 128 letters"),
        ({"log_retention_days": 8}, "log_retention_days must be 0 or one of 1, 3"),
        ({"log_retention_days": None}, "log_retention_days must be 0 or one of .*, got None"),
        ({"stage_name": None}, "stage_name must be 1 to 128 letters, digits and _, got None"),
        ({"stage_name": b"v1"}, "stage_name must be 1 to 128 letters"),
        ({"input_schema": {"type": "word"}}, "got 'word'"),
        ({"access": {"kind": "PASSWORD"}}, "access.kind must be one of OPEN, AWS_IAM"),
        ({"access": {}}, "access.kind must be one of OPEN, AWS_IAM"),
        ({"access": {"kind": "COGNITO_USER_POOLS"}}, "COGNITO_USER_POOLS needs authorizer_id"),
        ({"access": {"kind": "LAMBDA"}}, "LAMBDA needs authorizer_id"),
        (
            {"access": {"kind": "AWS_IAM", "authorizer_id": "a"}},
            "AWS_IAM takes no authorizer_id: it is for COGNITO_USER_POOLS and LAMBDA$",
        ),
        ({"access": {"kind": "API_KEY", "scopes": ["a"]}}, "API_KEY takes no scopes"),
        ({"access": {"kind": "AWS_IAM", "header": "X-Token"}}, "AWS_IAM takes no header: it is for LAMBDA$"),
        ({"access": {"kind": "OPEN", "scope": "a"}}, "OPEN takes no scope: no kind does$"),
        ({"caller": True}, "caller needs an access"),
        ({"requests_per_ip": 100, "web_acl_arn": "arn"}, "give either it or web_acl_arn"),
        ({"rest_api_id": "abc"}, "give both or neither"),
        (
            {"rest_api_id": "abc", "root_resource_id": "r", "vpc_endpoint_ids": ["vpce-1"]},
            "vpc_endpoint_ids must be given to the ApiEndpoint",
        ),
    ],
)
def test_a_setting_that_cannot_work_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        settings(api_args(**change))


@pytest.mark.parametrize(("rate", "burst"), [(0, 1), (-1, 1), (1, 0)])
def test_a_throttle_that_lets_nothing_pass_is_refused(rate: float, burst: int) -> None:
    for limit in ("throttle", "start_throttle", "describe_throttle", "stop_throttle"):
        sentence = (
            rf"^{limit} must be a rate above 0 requests per second and a burst of at least 1 request, got \{{"
        )
        with pytest.raises(ValueError, match=sentence):
            settings(api_args(**{limit: Throttle(rate=rate, burst=burst)}))


@pytest.mark.parametrize(
    "limit", [None, 5, {}, {"rate": 5}, {"burst": 5}, {"rate": "5", "burst": 5}, {"rate": 5, "burst": 1.5}]
)
def test_what_is_no_throttle_is_refused(limit: Any) -> None:
    with pytest.raises(
        ValueError, match=r"^start_throttle must be a rate above 0 .* and a burst of at least 1"
    ):
        settings(api_args(start_throttle=limit))


def test_one_string_is_no_list_of_origins() -> None:
    with pytest.raises(TypeError, match="list of origins"):
        settings(api_args(allowed_origins="https://shop.example"))


def with_an_origin_that_is_known_late(origin: str) -> Watching:
    def program() -> None:
        # Each resource that isn't registered leaves a future, of which asyncio would complain at the very end.
        asyncio.get_event_loop().set_exception_handler(lambda *_: None)
        RestApi("api", api_args(allowed_origins=[pulumi.Output.from_input(origin)]))

    return watch(program)


def test_an_origin_that_is_known_late_is_taken() -> None:
    built = with_an_origin_that_is_known_late("https://late.example")
    headers = built.one("aws:apigateway/response:Response", "api-throttled")["responseParameters"]
    assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'https://late.example'"


def test_an_origin_that_is_known_late_is_checked_too() -> None:
    with pytest.raises(ValueError, match="an allowed origin must be"):
        with_an_origin_that_is_known_late("https://late.example/")


@pytest.mark.parametrize("origin", ORIGINS)
def test_origins_as_browsers_send_them_are_allowed(origin: str) -> None:
    assert check_origins([origin]) == [origin]


@pytest.mark.parametrize("origin", ["", *NO_ORIGINS])
def test_other_texts_are_no_origins(origin: str) -> None:
    with pytest.raises(ValueError, match="allowed origin"):
        check_origins([origin])


def test_a_machines_arn_says_what_its_executions_begin_with_and_where_to_ask() -> None:
    it = machine(MACHINE)
    assert it.execution_prefix == EXECUTIONS
    assert it.actions == "arn:aws:apigateway:us-east-2:states:action"


@pytest.mark.parametrize("qualifier", ["1", "live"])
def test_a_version_or_an_alias_is_started_but_executions_and_rights_are_the_machines(qualifier: str) -> None:
    it = machine(f"{MACHINE}:{qualifier}")
    assert it._replace(started=MACHINE) == machine(MACHINE)
    assert it.started == f"{MACHINE}:{qualifier}"


def test_other_partitions_are_kept() -> None:
    it = machine(MACHINE.replace("arn:aws:", "arn:aws-cn:"))
    assert it.actions.startswith("arn:aws-cn:apigateway:")
    assert it.execution_prefix.startswith("arn:aws-cn:states:")


@pytest.mark.parametrize(
    "arn",
    ["", "workflow", f"{MACHINE}:", f"{MACHINE}:a:b", f"{MACHINE}/map", f'{MACHINE}"', EXECUTIONS + "a"],
)
def test_other_arns_are_refused(arn: str) -> None:
    with pytest.raises(ValueError, match="state machine's ARN"):
        machine(arn)
