"""docs/openapi.json against what is deployed, as API Gateway itself tells it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.running import ROOT, RunningShop

JSON = "application/json"
DOCUMENTED: dict[str, Any] = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
OPERATIONS: dict[str, Any] = DOCUMENTED["paths"]["/"]


@pytest.fixture(scope="module", name="gateway")
def _gateway(shop: RunningShop) -> Any:
    return shop.client("apigateway")


@pytest.fixture(scope="module", name="place")
def _place(shop: RunningShop) -> dict[str, str]:
    """The shop's API and stage, as API Gateway's calls name them."""
    api, stage = shop.stage_url.rsplit("/", 2)[1:]
    return {"restApiId": api, "stageName": stage}


@pytest.fixture(scope="module", name="exported")
def _exported(gateway: Any, place: dict[str, str]) -> dict[str, Any]:
    """API Gateway's own export of the stage."""
    return json.load(gateway.get_export(**place, exportType="oas30", accepts=JSON)["body"])


@pytest.fixture(scope="module", name="methods")
def _methods(gateway: Any, place: dict[str, str]) -> dict[str, Any]:
    [root] = gateway.get_resources(restApiId=place["restApiId"], embed=["methods"])["items"]
    return {verb.lower(): method for verb, method in root["resourceMethods"].items()}


def documented_refusals() -> Iterator[tuple[str, str]]:
    """Give the status and code of each refusal that the document names."""
    for operation in OPERATIONS.values():
        for status, answer in operation["responses"].items():
            if status != "200":
                _, codes = answer["content"][JSON]["schema"]["allOf"]
                yield from (
                    (status, code) for code in codes["properties"]["error"]["properties"]["code"]["enum"]
                )
    yield "404", "NotFound"  # to other paths and methods, which OpenAPI can't name


def test_it_offers_what_the_export_offers(exported: dict[str, Any]) -> None:
    assert {path: set(item) for path, item in exported["paths"].items()} == {"/": set(OPERATIONS)}


def test_parameters_are_those_of_the_export_and_required_where_they_are_checked(
    exported: dict[str, Any], methods: dict[str, Any]
) -> None:
    for verb, operation in OPERATIONS.items():
        documented = {(it["in"], it["name"]): it["required"] for it in operation.get("parameters", [])}
        told = {(it["in"], it["name"]) for it in exported["paths"]["/"][verb].get("parameters", [])}
        assert set(documented) == told
        checked = methods[verb].get("requestParameters", {})
        assert {name: required for (_, name), required in documented.items()} == {
            name.rpartition(".")[2]: required for name, required in checked.items()
        }


def test_the_body_is_the_model_that_requests_are_checked_by(methods: dict[str, Any]) -> None:
    [model] = methods["post"]["requestModels"].values()
    assert OPERATIONS["post"]["requestBody"]["content"][JSON]["schema"]["$ref"].endswith(f"/{model}")


def test_post_alone_takes_a_body(methods: dict[str, Any]) -> None:
    for verb, operation in OPERATIONS.items():
        assert ("requestBody" in operation) == ("requestModels" in methods[verb])


def test_methods_check_what_the_document_requires(
    gateway: Any, place: dict[str, str], methods: dict[str, Any]
) -> None:
    checks = {
        it["id"]: (it["validateRequestBody"], it["validateRequestParameters"])
        for it in gateway.get_request_validators(restApiId=place["restApiId"])["items"]
    }
    assert checks[methods["post"]["requestValidatorId"]] == (True, False)
    assert checks[methods["get"]["requestValidatorId"]] == (False, True)


def test_each_deployed_answer_is_documented_with_its_headers(exported: dict[str, Any]) -> None:
    for verb, operation in OPERATIONS.items():
        for status, deployed in exported["paths"]["/"][verb]["responses"].items():
            documented = operation["responses"][status]["headers"]
            assert set(documented) <= set(deployed["headers"])
            # Not in what API Gateway answers by itself; and when to come back, which one answer of a status may tell.
            assert set(deployed["headers"]) - set(documented) <= {"Vary", "Retry-After"}


def test_the_export_types_each_answer_as_the_document_does(exported: dict[str, Any]) -> None:
    models, schemas = exported["components"]["schemas"], DOCUMENTED["components"]["schemas"]
    for verb in ("post", "get"):
        for status, deployed in exported["paths"]["/"][verb]["responses"].items():
            documented = OPERATIONS[verb]["responses"][status]["content"][JSON]["schema"]
            [reference, *_] = documented.get("allOf", [documented])
            assert deployed["content"][JSON]["schema"] == reference
    for name, schema in schemas.items():
        deployed = models[name]
        assert {"title": name, **schema, "$schema": deployed["$schema"]} == deployed


def test_refusals_are_those_of_the_deployed_gateway_responses_and_templates(
    gateway: Any, place: dict[str, str], methods: dict[str, Any]
) -> None:
    by_itself = {
        (
            it.get("statusCode") or it["responseType"][-3:].replace("X", "0"),
            _code(it["responseTemplates"][JSON]),
        )
        for it in gateway.get_gateway_responses(restApiId=place["restApiId"])["items"]
        if not it["defaultResponse"]
    }
    templates = [
        answer["responseTemplates"][JSON]
        for verb in ("post", "get")
        for answer in methods[verb]["methodIntegration"]["integrationResponses"].values()
    ]
    chosen = r'#set\(\$status = (\d{3})\)\s*#set\(\$code = "(\w+)"\)'
    by_templates = {found for template in templates for found in re.findall(chosen, template)}
    only_where_callers_are_known = {("401", "Unauthorized")}
    assert only_where_callers_are_known <= by_itself
    assert set(documented_refusals()) == (by_itself | by_templates) - only_where_callers_are_known


def _code(template: str) -> str:
    return json.loads(template)["error"]["code"]
