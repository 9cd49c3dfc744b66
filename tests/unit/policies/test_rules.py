"""Each rule: kept by one stack, broken by others that differ from it in one thing."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from components.project import NAME
from policies.model import Graph, type_of
from policies.rules import NOT_JUDGED, RULES, control, exemption, rule, violations
from tests.unit.policies.breaking import BROKEN
from tests.unit.policies.compliant import registered, stack, urn

CONTROL = re.compile(r"[A-Za-z0-9]+\.\d+")
CASES = [
    pytest.param(rule, *case, id=f"{rule}-{number}")
    for rule, cases in BROKEN.items()
    for number, case in enumerate(cases)
]
# The standard's controls for the services that we use, as AWS listed them when this was written.
# Source: docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
STANDARD = {
    "APIGateway": {1, 2, 3, 4, 5, 8, 9, 10, 11},
    "CloudFront": {1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16},
    "DynamoDB": {1, 2, 3, 6, 7},
    "IAM": {1, 2, 3, 4, 5, 6, 7, 8, 21},
    "KMS": {1, 2, 3, 5},
    "Lambda": {1, 2, 5},
    "S3": {1, 2, 3, 5, 6, 8, 9, 12, 13, 19, 24, 25},
    "StepFunctions": {1},
    "WAF": {1, 2, 3, 4, 6, 7, 8, 10, 12},
}


def test_a_stack_can_keep_every_rule() -> None:
    assert [str(it) for it in violations(stack())] == []


def test_that_stack_has_something_for_every_rule() -> None:
    assert [it.name for it in RULES if not any(map(it.concerns, stack().resources))] == []


def test_every_rule_has_stacks_that_break_it() -> None:
    assert Counter(it.name for it in RULES) == Counter(BROKEN.keys())
    assert all(BROKEN.values())


@pytest.mark.parametrize(("rule", "culprits", "broken"), CASES)
def test_a_rule_finds_what_breaks_it(rule: str, culprits: str, broken: Graph) -> None:
    assert {it.resource.name for it in violations(broken) if it.rule.name == rule} == set(culprits.split())


def test_where_nothing_is_protected_nothing_has_to_be() -> None:
    [found] = [it for it in violations(registered("table", protect=False)) if it.resource.name == "table"]
    ours = replace(found, resource=replace(found.resource, urn=urn("dynamodb/table", "orders-table")))
    assert exemption(ours, {f"{NAME}:protect": "false"})
    assert not exemption(ours, {f"{NAME}:protect": "true"})


def test_every_control_of_the_standard_is_a_rule_or_has_a_reason() -> None:
    rules = {it.name for it in RULES if CONTROL.fullmatch(it.name)}
    assert rules.isdisjoint(NOT_JUDGED)
    assert rules | set(NOT_JUDGED) == {
        f"{it}.{number}" for it, all_of in STANDARD.items() for number in all_of
    }


def test_a_control_names_its_page() -> None:
    assert control("S3.5") == "docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5"
    assert all(it.page == control(it.name) for it in RULES if CONTROL.fullmatch(it.name))


def test_a_violation_says_where_what_and_how_to_mend_it() -> None:
    [found] = [it for it in violations(BROKEN["DynamoDB.1"][0][1]) if it.rule.name == "DynamoDB.1"]
    assert str(found) == (
        "prod aws:dynamodb/table:Table table breaks DynamoDB.1: A table's capacity follows its use "
        "(set billingMode to PAY_PER_REQUEST; "
        "docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1)"
    )


def test_a_type_is_the_last_of_a_urns_types() -> None:
    assert type_of(urn("s3/bucket", "files")) == "aws:s3/bucket:Bucket"
    assert type_of("urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod") == "pulumi:pulumi:Stack"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"equls": {"a": [1]}}, "equls is not a word of rules.yaml"),
        ({}, "it requires nothing: use one of above_zero, equals"),
        ({"where": {"sets": ["a"]}}, "it requires nothing"),
        ({"where": {"set": ["a"]}, "sets": ["b"]}, "where does not allow set: use one of"),
        (
            {"where": {"holds_among": "resources.has_limits"}, "sets": ["b"]},
            "where does not allow holds_among",
        ),
        ({"equals": {}}, "equals must not be empty"),
        ({"where": {}, "sets": ["b"]}, "where must not be empty"),
        ({"where": {"lacks": {}}, "sets": ["b"]}, "lacks must not be empty"),
        (
            {"holds": "resources.is_protectd"},
            "must name a function of this package, .* got resources.is_protectd",
        ),
        ({"holds": "nowhere.is_protected"}, "must name a function of this package"),
        ({"holds": "is_protected"}, "must name a function of this package"),
        ({"where": {"holds": "resources.no"}, "sets": ["b"]}, "must name a function of this package"),
        (
            {"holds": "resources.has_limits"},
            "holds needs a function of 1 parameters, resources.has_limits has 2",
        ),
        ({"holds_among": "resources.is_protected"}, "holds_among needs a function of 2 parameters"),
    ],
    ids=str,
)
def test_a_rule_with_a_wrong_word_is_refused(words: dict[str, Any], fault: str) -> None:
    entry = {"name": "mine", "types": ["aws:*"], "says": "All is well", "fix": "mend it", "severity": "low"}
    with pytest.raises(ValueError, match=f"rule mine: .*{fault}"):
        rule({**entry, **words})
