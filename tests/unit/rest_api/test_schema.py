"""Schemas that API Gateway refuses or reads otherwise are refused before."""

import json
import re
from typing import Any

import pytest

from components.rest_api.schema import DRAFT_4, MODEL_LIMIT, NAME, check_schema, model_schema


def in_a_property(part: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": part}}


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ({"default": 1}, "don't support 'default'"),
        ({"readOnly": True}, "don't support 'readOnly'"),
        ({"exclusiveMinimum": 0}, "don't support 'exclusiveMinimum'"),
        ({"discriminator": "kind"}, "don't support 'discriminator'"),
        ({"oneOf": [{}, {}]}, "don't support 'oneOf'"),
        ({"format": "int32"}, "the format 'int32'"),
        ({"const": 1}, "'const' isn't in JSON Schema draft 4"),
        ({"if": {}}, "'if' isn't in JSON Schema draft 4"),
        ({"exclusiveMaximum": 3}, "exclusiveMaximum is true or false"),
        ({"required": True}, "required is a list"),
        ({"required": []}, "required is a list"),
        ({"enum": []}, "enum must hold"),
        ({"enum": ["a", "a"]}, "each of them once"),
        ({"type": ["string", "word"]}, "unknown type 'word'"),
        ({"$ref": "#/definitions/a"}, "write the schema out"),
        ({"pattern": "*/"}, r"must not contain \"\*/\""),
    ],
    ids=str,
)
def test_what_api_gateway_does_not_know_is_refused_wherever_it_stands(
    part: dict[str, Any], reason: str
) -> None:
    for schema in (part, in_a_property(part), {"items": [part]}, {"allOf": [{"not": part}]}):
        with pytest.raises(ValueError, match=reason):
            check_schema(schema)


def test_the_place_is_named() -> None:
    with pytest.raises(ValueError, match=r"^input_schema\.properties\.a\.items\[1\]: "):
        check_schema(in_a_property({"items": [{}, {"default": 1}]}))


@pytest.mark.parametrize("child", [True, "string", None])
def test_a_schema_is_an_object(child: object) -> None:
    with pytest.raises(ValueError, match=r"input_schema\.properties\.a must be a schema"):
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
    with pytest.raises(ValueError, match="must be JSON Schema draft 4"):
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
