"""The API's description in OpenAPI."""

from typing import Any

import pytest
import schemathesis
from jsonschema import Draft4Validator

from components.rest_api import errors, openapi
from components.rest_api.access import PROOFS, AccessKind
from components.rest_api.cors import preflight_headers
from tests.unit.rest_api.building import SCHEMA


def described(kind: AccessKind, *, stop: bool) -> dict[str, Any]:
    return openapi.description(SCHEMA, title="any", version="1", access={"kind": kind}, stop=stop)


@pytest.fixture(scope="module", name="document", params=[*AccessKind])
def _document(request: pytest.FixtureRequest) -> dict[str, Any]:
    return described(request.param, stop=request.param is not AccessKind.OPEN)


def refusals(operation: dict[str, Any]) -> set[tuple[int, str]]:
    """Return the status and code of every refusal that an operation names."""
    found = set()
    for status, answer in operation["responses"].items():
        if status != "200":
            _, codes = answer["content"]["application/json"]["schema"]["allOf"]
            found |= {
                (int(status), code) for code in codes["properties"]["error"]["properties"]["code"]["enum"]
            }
    return found


def test_it_names_every_error_of_the_contract_and_no_other() -> None:
    document = described(AccessKind.AWS_IAM, stop=True)
    named = set().union(*(refusals(operation) for operation in document["paths"]["/"].values()))
    elsewhere = (404, "NotFound")
    assert named | {elsewhere} == {(error.status, error.code) for error in errors.CONTRACT.values()}
    assert "404 NotFound" in document["info"]["description"]


@pytest.mark.parametrize(
    ("method", "never"),
    [
        ("post", {"MissingParameter", "InvalidExecutionArn", "ExecutionDoesNotExist"}),
        ("get", {"InvalidRequestBody", "InvalidName", "ExecutionAlreadyExists"}),
        ("options", {"InvalidRequestBody", "MissingParameter", "Timeout", "ExecutionAlreadyExists"}),
    ],
)
def test_a_method_names_no_error_of_another(document: dict[str, Any], method: str, never: set[str]) -> None:
    assert not never & {code for _, code in refusals(document["paths"]["/"][method])}


def test_only_who_asks_for_credentials_says_so_and_the_preflight_never_does(document: dict[str, Any]) -> None:
    operations = document["paths"]["/"]
    schemes = document["components"].get("securitySchemes", {})
    assert len(schemes) <= 1
    for method, operation in operations.items():
        proven = bool(schemes) and method != "options"
        assert operation.get("security", []) == ([{name: [] for name in schemes}] if proven else [])
        assert ("401" in operation["responses"]) == proven
    for kind, scheme in schemes.items():
        assert scheme["name"] == PROOFS[AccessKind(kind)].headers[0]
        allowed = document["components"]["headers"]["Access-Control-Allow-Headers"]["schema"]["enum"]
        assert set(PROOFS[AccessKind(kind)].headers) < set(allowed[0].split(","))


def test_stop_is_described_where_it_is_offered(document: dict[str, Any]) -> None:
    offered = "delete" in document["paths"]["/"]
    methods = document["components"]["headers"]["Access-Control-Allow-Methods"]["schema"]["enum"]
    assert ("DELETE" in methods[0]) == offered == ("StoppedExecution" in document["components"]["schemas"])


def test_the_body_is_the_deployed_model(document: dict[str, Any]) -> None:
    model = document["components"]["schemas"]["StartExecution"]
    assert model["properties"]["input"] == SCHEMA
    assert "$schema" not in model


def test_every_answer_has_its_headers(document: dict[str, Any]) -> None:
    for operation in document["paths"]["/"].values():
        for answer in operation["responses"].values():
            assert {"Access-Control-Allow-Origin", "Cache-Control"} <= set(answer["headers"])
    preflight = document["paths"]["/"]["options"]["responses"]["200"]["headers"]
    assert set(preflight) == set(preflight_headers([""]))


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:
        children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
        own = [part["$ref"]] if isinstance(part, dict) and "$ref" in part else []
        return own + [found for child in children for found in references(child)]

    found = references(document)
    assert len(found) > 30
    for reference in found:
        _, _, kind, name = reference.split("/")
        assert name in document["components"][kind]


def test_a_client_that_checks_openapi_takes_it(document: dict[str, Any]) -> None:
    schemathesis.openapi.from_dict(document).validate()


def test_its_schemas_are_schemas(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft4Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        (
            {"patternProperties": {"a": {}}},
            "input_schema: 'patternProperties' isn't supported by OpenAPI 3.0",
        ),
        ({"definitions": {"a": {"dependencies": {}}}}, r"input_schema\.definitions\.a: 'dependencies' isn't"),
        (
            {"properties": {"a": {"type": ["string", "null"]}}},
            r"input_schema\.properties\.a\.type: in OpenAPI 3\.0 a type",
        ),
        (
            {"properties": {"a": {"type": "null"}}},
            r"input_schema\.properties\.a\.type: in OpenAPI 3\.0 a type",
        ),
        ({"items": [{}]}, "items is one schema"),
    ],
)
def test_what_openapi_3_0_lacks_is_refused_with_its_place(schema: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        openapi.description(schema, title="any", version="1")


def test_definitions_are_schemas_beside_the_bodys() -> None:
    schema = {
        "$ref": "#/definitions/Tree",
        "definitions": {"Tree": {"items": {"$ref": "#/definitions/Tree"}}},
    }
    schemas = openapi.description(schema, title="any", version="1")["components"]["schemas"]
    tree = {"$ref": "#/components/schemas/StartExecution.Tree"}
    assert schemas["StartExecution"]["properties"]["input"] == tree
    assert schemas["StartExecution.Tree"] == {"items": tree}
    assert "definitions" not in schemas["StartExecution"]
