"""The API reference says what the code does."""

import re
from pathlib import Path

from jsonschema import Draft4Validator
from pulumi.provider.experimental.util import camel_case

from components.rest_api import RestApiArgs, errors
from components.rest_api.cors import MAX_AGE, preflight_headers
from components.rest_api.schema import DIALECT
from components.rest_api.velocity import INPUT_LIMIT

REFERENCE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
TABLES = (errors.GATEWAY_ERRORS, errors.GATEWAY_DEFAULTS, errors.STEP_FUNCTIONS_ERRORS)


def test_each_code_has_one_status_and_one_sentence() -> None:
    assert len(errors.CONTRACT) == len({error.code for error in errors.CONTRACT})


def test_each_error_of_the_contract_is_answered_by_something() -> None:
    answered = {error for table in TABLES for error in table.values()} | {errors.CLOSED}
    assert set(errors.CONTRACT) == answered, "map what raises it in errors.py, or take it away"


def test_every_sentence_can_stand_in_json_and_in_velocity_as_it_is() -> None:
    for error in errors.CONTRACT:
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


def test_each_language_of_the_readme_says_what_must_be_said() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    snippets = dict(re.findall(r"^```(python|typescript|yaml)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))
    assert RestApiArgs.__required_keys__ == {"state_machine_arn", "input_schema", "allowed_origins"}
    assert all(f"{name}=" in snippets["python"] for name in RestApiArgs.__required_keys__)
    for language in ("typescript", "yaml"):
        assert all(f"{camel_case(name)}:" in snippets[language] for name in RestApiArgs.__required_keys__)
