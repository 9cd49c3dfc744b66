"""Which attributes a request of DynamoDB names."""

from typing import Any

import pytest

from local.emulator.patches.iam import attributes


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"Key": {"orderId": {"S": "x"}}}, {"orderId"}),
        ({"Item": {"orderId": {}, "status": {}}}, {"orderId", "status"}),
        ({"UpdateExpression": "SET a = :a, b.c = if_not_exists(d, :e) REMOVE f[0]"}, {"a", "b", "d", "f"}),
        ({"UpdateExpression": "SET #s = :s", "ExpressionAttributeNames": {"#s": "status"}}, {"status"}),
        (
            {"ConditionExpression": "attribute_exists(a) AND (b = :b OR NOT contains(c, :d)) AND e IN (:f)"},
            {"a", "b", "c", "e"},
        ),
        ({"ProjectionExpression": "a, b.c"}, {"a", "b"}),
        ({"AttributeUpdates": {"a": {}}, "Expected": {"b": {}}, "AttributesToGet": ["c"]}, {"a", "b", "c"}),
    ],
    ids=lambda it: str(sorted(it)) if isinstance(it, set) else str(it),  # the same in every process
)
def test_every_attribute_that_stands_anywhere_is_named(given: dict[str, Any], named: set[str]) -> None:
    assert attributes(given) == named
