"""What AWS tells of a resource, as inputs: drift is seen, another spelling of the same is none."""

from typing import Any

import pytest

from local.provider.shapes import Shape
from tests.provider.observing import described, observed

SHAPES: dict[str, Shape] = {
    "name": "Name",
    "policy": None,
    "parameters": "Parameters",
    "mode": ("Mode", {"level": "Level", "on": "On"}),
    "rules": ("Rules", {"days": "Days"}),
}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "a"}, {"Name": "a"}),
        ({"name": "a"}, {}),
        ({"policy": '{"a": [1, 2]}'}, {"policy": '{"a":[1,2]}'}),
        ({"policy": {"a": 1}}, {"policy": '{"a":1}'}),
        ({"parameters": {"x": True, "y": 5}}, {"Parameters": {"x": "true", "y": "5"}}),
        ({"mode": {"level": 500}}, {"Mode": {"Level": 500.0, "On": True, "Other": 1}}),
        ({"mode": {"level": 1, "on": False}}, {"Mode": {"Level": 1}}),
        ({"mode": {"on": False}}, {"Mode": None}),
        ({"rules": [{"days": 1}]}, {"Rules": [{"Days": 1, "Id": "made by AWS"}]}),
        ({"rules": []}, {"Rules": None}),
    ],
    ids=[
        "the same",
        "AWS does not tell",
        "JSON with other spaces",
        "JSON as text",
        "text for booleans and numbers",
        "more than was asked for",
        "off is not told",
        "all off is not told",
        "more in a list's item than was asked for",
        "an empty list is not told",
    ],
)
def test_the_same_in_other_words_is_no_drift(given: dict[str, Any], told: dict[str, Any]) -> None:
    assert observed(given, told, SHAPES) == given


@pytest.mark.parametrize(
    ("given", "told", "now"),
    [
        ({"name": "a"}, {"Name": "b"}, {"name": "b"}),
        ({"name": "a"}, {"Name": None}, {}),
        ({"policy": '{"a": 1}'}, {"policy": '{"a": 2}'}, {"policy": '{"a": 2}'}),
        (
            {"parameters": {"x": "1"}},
            {"Parameters": {"x": "1", "y": "2"}},
            {"parameters": {"x": "1", "y": "2"}},
        ),
        (
            {"mode": {"level": 1, "on": True}},
            {"Mode": {"Level": 2, "On": True}},
            {"mode": {"level": 2, "on": True}},
        ),
        ({"mode": {"level": 1, "on": True}}, {"Mode": {"Level": 1}}, {"mode": {"level": 1}}),
        ({"rules": [{"days": 1}]}, {"Rules": [{"Days": 9, "Id": "x"}]}, {"rules": [{"days": 9}]}),
        (
            {"rules": [{"days": 1}]},
            {"Rules": [{"Days": 1}, {"Days": 2}]},
            {"rules": [{"days": 1}, {"days": 2}]},
        ),
    ],
    ids=[
        "another value",
        "gone",
        "another document",
        "a further entry of a mapping",
        "another value below",
        "gone below",
        "another value in a list",
        "a further item",
    ],
)
def test_drift_is_told_in_the_words_of_the_inputs(
    given: dict[str, Any], told: dict[str, Any], now: dict[str, Any]
) -> None:
    assert observed(given, told, SHAPES) == now


def test_an_import_takes_all_that_aws_has_set_and_knows_no_more() -> None:
    told = {
        "Name": "a",
        "Mode": {"Level": 1, "Else": 2},
        "Rules": [{"Days": 3}],
        "Parameters": {},
        "Arn": "x",
    }
    assert described(told, SHAPES) == {"name": "a", "mode": {"level": 1}, "rules": [{"days": 3}]}
