"""Schemas that API Gateway refuses or reads otherwise are refused before."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft4Validator

from components.rest_api.schema import DRAFT_4, MODEL_LIMIT, NAME, check_schema, model_schema


def in_a_property(part: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": part}}


UNKNOWN_PATTERNS = (
    r"(?<=a)b",
    r"(?<!a)b",
    r"(?<n>a)",
    r"(?P<n>a)",
    r"(?i)a",
    r"(?i:a)",
    r"(?>a)",
    r"\p{L}",
    r"[\P{L}]",
    r"a++",
    r"(",
    r"[a",
    r"+a",
    r"[]a",
    r"[^]",
    r"x\\\p{L}",
)


NOT_IN_MODELS = {"default", "exclusiveMinimum", "id", "oneOf"}
"""What draft 4 has and API Gateway's models lack."""


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        *(
            ({keyword: True}, f"'{re.escape(keyword)}' isn't supported by API Gateway's models")
            for keyword in (
                *(
                    "const",
                    "if",
                    "example",
                    "nullable",
                    "$id",
                    "x-order",
                    "Title",
                    "readOnly",
                    "discriminator",
                ),
                *sorted(NOT_IN_MODELS),
            )
        ),
        ({"format": "int32"}, "support this format"),
        ({"exclusiveMaximum": True}, "exclusiveMaximum needs a maximum"),
        ({"maxLength": 2**31}, "a count is a whole number up to 2147483647"),
        ({"$ref": "#/definitions/a"}, "there is no #/definitions/a"),
        ({"$ref": "#"}, "a \\$ref leads to the schema's own definitions"),
        ({"$ref": "https://apigateway.amazonaws.com/restapis/a/models/A"}, "leads to the schema's own"),
        ({"$ref": "#/definitions/a", "maxLength": 1}, "ignores what stands beside a"),
        *(
            ({key: value}, "a pattern is what JavaScript of 2009 reads")
            for pattern in UNKNOWN_PATTERNS
            for key, value in (("pattern", pattern), ("patternProperties", {pattern: {}}))
        ),
        ({"description": "*/"}, r"must not contain \"\*/\""),
        ({"maximum": float("nan")}, "not JSON compliant"),
    ],
)
def test_what_api_gateway_does_not_know_is_refused_wherever_it_stands(
    part: dict[str, Any], reason: str
) -> None:
    for schema in (part, in_a_property(part), {"items": [part]}, {"allOf": [{"not": part}]}):
        with pytest.raises(ValueError, match=reason):
            check_schema(schema)


# The schema of draft 4 itself, which knows no other keywords.
JUDGE = Draft4Validator(
    {key: value for key, value in Draft4Validator.META_SCHEMA.items() if key != "id"}
    | {"additionalProperties": False}
)
VALUES = (
    *(None, True, 0, -1, 1.5, 3, "", "string", "word", [], ["a"], ["a", "a"], ["string"], ["string", "null"]),
    *([1], [{}], [{}, {}], {}, {"a": {}}, {"a": ["b"]}, {"a": []}, {"a": 1}, {"a": {"type": "word"}}),
)


@pytest.mark.parametrize("keyword", sorted(Draft4Validator.META_SCHEMA["properties"].keys() - NOT_IN_MODELS))
def test_each_keyword_takes_what_draft_4_says(keyword: str) -> None:
    taken = 0
    for value in VALUES:
        schema = {keyword: value} | ({"maximum": 1} if keyword == "exclusiveMaximum" else {})
        right = JUDGE.is_valid(schema) and keyword != "$schema"
        taken += right
        for part in (schema, in_a_property(schema)):
            if right:
                check_schema(part)
            else:
                with pytest.raises(ValueError, match=r"^input_schema"):
                    check_schema(part)
    assert keyword == "$schema" or 0 < taken < len(VALUES)


def test_the_place_is_named() -> None:
    with pytest.raises(ValueError, match=r"^input_schema\.properties\.a\.items\[1\]: "):
        check_schema(in_a_property({"items": [{}, {"default": 1}]}))


@pytest.mark.parametrize("child", [True, "string", None])
def test_a_schema_is_an_object(child: object) -> None:
    with pytest.raises(ValueError, match=r"input_schema\.properties\.a: .* is not of type .object"):
        check_schema({"properties": {"a": child}})


def test_properties_may_be_called_like_keywords() -> None:
    check_schema({"properties": {"default": {"type": "string"}, "oneOf": {"enum": [1, "1", True]}}})


def test_what_draft_4_has_is_taken() -> None:
    check_schema(
        {
            "$schema": DRAFT_4,
            "type": ["object", "null"],
            "additionalProperties": False,
            "dependencies": {"a": ["b"], "b": {"minProperties": 1}},
            "properties": {"a": {"type": "number", "maximum": 3, "exclusiveMaximum": True}},
            "patternProperties": {"^x": {"items": {"type": "string"}, "additionalItems": True}},
            "anyOf": [{"required": ["a"]}, {"not": {"required": ["b"]}}],
        }
    )


def test_another_draft_is_refused() -> None:
    with pytest.raises(ValueError, match="are JSON Schema draft 4"):
        check_schema({"$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_a_model_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match=f"over {MODEL_LIMIT} bytes"):
        check_schema({"description": "x" * MODEL_LIMIT})


def test_the_model_says_its_draft_once() -> None:
    model = json.loads(model_schema({"$schema": DRAFT_4, "type": "object"}))
    assert model["$schema"] == DRAFT_4
    assert model["properties"]["input"] == {"type": "object"}


@pytest.mark.parametrize(
    "name", ["8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1c11", "8A0F2A52-5B1C-4A94-8F0E-0F4D2F6A1C11"]
)
def test_a_name_is_a_uuid(name: str) -> None:
    assert re.search(NAME["pattern"], name)
    assert len(name) == NAME["maxLength"]


@pytest.mark.parametrize(
    "name", ["", "order-1", "8a0f2a525b1c4a948f0e0f4d2f6a1c11", "8a0f2a52-5b1c-4a94-8f0e-0f4d2f6a1cxy"]
)
def test_any_other_text_is_no_name(name: str) -> None:
    assert not re.search(NAME["pattern"], name)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^a$",
        r"(?:a)(?=b)(?!c)",
        r"\(?<",
        r"[(?<+]+",
        r"\\p",
        r"[\]+]+",
        r"a{1,2}?",
        r"\++",
        r"\u00e9\/",
    ],
)
def test_patterns_of_javascript_are_taken(pattern: str) -> None:
    check_schema({"pattern": pattern, "patternProperties": {pattern: {}}})


def test_definitions_stand_where_references_look_for_them() -> None:
    person = {"properties": {"name": {"$ref": "#/definitions/a-b.c_1"}}}
    definitions = {"a-b.c_1": {"type": "string"}, "person": person}
    schema = {"definitions": definitions, "items": {"$ref": "#/definitions/person"}}
    check_schema(schema)
    model = json.loads(model_schema(schema))
    assert model["definitions"] == definitions
    assert model["properties"]["input"] == {"items": {"$ref": "#/definitions/person"}}
    body = {"input": [{"name": "Ann"}]}
    assert Draft4Validator(model).is_valid(body)
    assert not Draft4Validator(model).is_valid({"input": [{"name": 1}]})


@pytest.mark.parametrize(
    "loop",
    [
        {"$ref": "#/definitions/a"},
        {"anyOf": [{}, {"$ref": "#/definitions/a"}]},
        {"not": {"allOf": [{"$ref": "#/definitions/b"}]}},
        {"dependencies": {"x": {"$ref": "#/definitions/b"}}},
    ],
)
def test_a_value_is_never_checked_by_a_definition_without_an_end(loop: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="without an end"):
        check_schema({"definitions": {"a": loop, "b": {"$ref": "#/definitions/a"}}})


def test_a_definition_may_hold_itself_one_level_deeper() -> None:
    tree = {
        "properties": {"children": {"items": {"$ref": "#/definitions/tree"}}},
        "additionalProperties": False,
    }
    schema = {"$ref": "#/definitions/tree", "definitions": {"tree": tree}}
    check_schema(schema)
    model = Draft4Validator(json.loads(model_schema(schema)))
    assert model.is_valid({"input": {"children": [{"children": []}]}})
    assert not model.is_valid({"input": {"children": [{"child": []}]}})
