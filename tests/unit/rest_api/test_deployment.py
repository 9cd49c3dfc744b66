"""What redeploys the stage, and what doesn't."""

import functools
from collections.abc import Callable
from typing import Any

import pytest

from components.rest_api import Throttle, cors, errors, execution_methods, gateway_responses, velocity
from tests.unit.rest_api.building import MACHINE, SCHEMA, Watching, api

DEPLOYMENT = "aws:apigateway/deployment:Deployment"
FROZEN = {
    f"aws:apigateway/{kind}"
    for kind in (
        "integration:Integration",
        "integrationResponse:IntegrationResponse",
        "method:Method",
        "methodResponse:MethodResponse",
        "model:Model",
        "requestValidator:RequestValidator",
        "response:Response",
    )
}


def trigger(built: Watching) -> dict[str, str]:
    return built.one(DEPLOYMENT)["triggers"]


@functools.cache
def unchanged(**settings: Any) -> dict[str, str]:
    return trigger(api(**settings))


def test_two_builds_of_the_same_program_have_the_same_trigger() -> None:
    assert trigger(api()) == trigger(api())


@pytest.mark.parametrize(
    "change",
    [
        {"input_schema": {**SCHEMA, "maxProperties": 2}},
        {"allowed_origins": ["https://other.example"]},
        {"allowed_origins": ["https://shop.example", "https://other.example"]},
        {"state_machine_arn": f"{MACHINE}2"},
        {"state_machine_arn": f"{MACHINE}:live"},
        {"triggers": {"revision": "2"}},
        {"stop": True},
        {"access": {"kind": "AWS_IAM"}},
        {"access": {"kind": "LAMBDA", "authorizer_id": "abc123"}},
        {"access": {"kind": "API_KEY"}, "caller": True},
        {"vpc_endpoint_ids": ["vpce-1"]},
    ],
)
def test_a_change_of_what_the_api_does_redeploys(change: dict[str, Any]) -> None:
    assert trigger(api(**change)) != unchanged()


@pytest.mark.parametrize(
    "change",
    [
        {"throttle": Throttle(rate=9, burst=99)},
        {"start_throttle": Throttle(rate=9, burst=99)},
        {"describe_throttle": Throttle(rate=9, burst=99)},
        {"open": False},
        {"tags": {"Team": "shop"}},
        {"permissions_boundary": "arn:aws:iam::123456789012:policy/bound"},
        {"requests_per_ip": 100},
        {"log_retention_days": 90},
        {"tracing": False},
        {"stage_name": "other"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_the_stage_does_not_redeploy(change: dict[str, Any]) -> None:
    assert trigger(api(**change)) == unchanged()


def test_a_change_of_a_method_redeploys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged()
    monkeypatch.setattr(execution_methods, "REQUEST_PARAMETERS", {})
    assert trigger(api()) != before


def test_a_change_of_a_cors_header_redeploys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged()
    monkeypatch.setattr(cors, "MAX_AGE", "1")
    assert trigger(api()) != before


def test_a_change_of_a_gateway_response_redeploys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged()
    monkeypatch.setattr(gateway_responses, "GATEWAY_ERRORS", {"THROTTLED": errors.CONTRACT["InternalError"]})
    assert trigger(api()) != before


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in velocity.TEMPLATES.iterdir() if path.stem != "allow_origin")
)
def test_a_change_of_any_template_redeploys(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged(stop=True)
    monkeypatch.setattr(velocity, "template", changed(name, velocity.template))
    assert trigger(api(stop=True)) != before


def changed(name: str, template: Callable[..., str]) -> Callable[..., str]:
    def fill(which: str, **values: str) -> str:
        return template(which, **values) + (" " if which == name else "")

    return fill


def test_the_deployment_waits_for_everything_it_freezes() -> None:
    built = api()
    frozen = {urn for urn, request in built.requests.items() if request.type in FROZEN}
    assert len(frozen) > 30
    assert frozen <= set(built.request(DEPLOYMENT).dependencies)


def test_the_deployment_is_replaced_before_it_is_deleted() -> None:
    """Its trigger hangs on nothing that is deleted first, or the deployment would go while the stage uses it."""
    request = api().request(DEPLOYMENT)
    assert not request.deleteBeforeReplace
    behind = set(request.propertyDependencies["triggers"].urns)
    assert behind
    assert not {urn for urn in behind if urn.split("::")[2].split("$")[-1] in FROZEN}


def test_answers_are_replaced_along_with_their_integration() -> None:
    built = api()
    answers = [it for it in built.requests.values() if it.type.endswith(":IntegrationResponse")]
    assert len(answers) == 7
    for request in answers:
        assert request.deleteBeforeReplace
        (behind,) = request.propertyDependencies["httpMethod"].urns
        assert ":Integration::" in behind
