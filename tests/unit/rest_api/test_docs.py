"""The API reference says what the code does."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pulumi
from jsonschema import Draft4Validator
from pulumi.provider.experimental.util import camel_case

from components.rest_api import ApiLogging, RestApi, RestApiArgs, errors
from components.rest_api.cors import MAX_AGE, preflight_headers
from components.rest_api.schema import DIALECT
from components.rest_api.velocity import INPUT_LIMIT
from tests.graph import watch
from tests.unit.rest_api.building import MACHINE

ROOT = Path(__file__).parents[3]
REFERENCE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
TABLES = (errors.GATEWAY_ERRORS, errors.GATEWAY_DEFAULTS, errors.STEP_FUNCTIONS_ERRORS)


def test_each_error_of_the_contract_is_answered_by_something() -> None:
    answered = {error for table in TABLES for error in table.values()} | {errors.CONTRACT["Closed"]}
    assert set(errors.CONTRACT.values()) == answered, "map what raises it in errors.json, or take it away"


def test_nothing_that_aws_says_leads_to_two_errors() -> None:
    rows = json.loads((ROOT / "components/rest_api/errors.json").read_text(encoding="utf-8")).values()
    for source in ("gateway", "stepFunctions"):
        named = [name for row in rows for name in row.get(source, ())]
        assert len(named) == len(set(named)), f"errors.json has one twice among {source}"


def test_every_sentence_can_stand_in_json_and_in_velocity_as_it_is() -> None:
    for error in errors.CONTRACT.values():
        assert re.fullmatch(r"[A-Za-z0-9 ,.:'/-]+", error.message)
        assert re.fullmatch(r"[A-Za-z]+", error.code)


def test_limits_and_headers_are_those_of_the_code() -> None:
    assert f"{INPUT_LIMIT:,} bytes" in REFERENCE
    preflight = preflight_headers([""])
    assert f"`{preflight['Access-Control-Allow-Methods']}`" in REFERENCE
    assert f"`{preflight['Access-Control-Allow-Headers']}`" in REFERENCE
    assert int(MAX_AGE) == 2 * 60 * 60
    for keyword in (
        Draft4Validator.META_SCHEMA["properties"].keys() - DIALECT["$defs"]["keywords"]["properties"]
    ):
        assert f"`{keyword}`" in REFERENCE


def snippets() -> dict[str, str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^```(python|typescript|yaml)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))


def test_each_language_of_the_readme_says_what_must_be_said() -> None:
    assert RestApiArgs.__required_keys__ == {"state_machine_arn", "input_schema", "allowed_origins"}
    for language in ("typescript", "yaml"):
        assert all(f"{camel_case(name)}:" in snippets()[language] for name in RestApiArgs.__required_keys__)


def test_what_the_readme_prints_runs_as_it_is_printed() -> None:
    """In Python, with arguments by their names as an SDK takes them; all languages on the engine: tests/engine."""

    def by_name(component: Any) -> Any:
        return lambda name, *, opts=None, **args: component(name, args, opts)

    stepfunctions = SimpleNamespace(RestApi=by_name(RestApi), ApiLogging=by_name(ApiLogging))
    known = {"pulumi": pulumi, "stepfunctions": stepfunctions, "machine": SimpleNamespace(arn=MACHINE)}
    built = watch(lambda: exec(snippets()["python"], known))  # noqa: S102
    assert '"maxLength": 7' in built.one("aws:apigateway/model:Model", "api-model")["schema"]
    assert built.one("aws:apigateway/stage:Stage", "api-stage")
