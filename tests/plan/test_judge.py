"""What the policies say of our own plans."""

import fnmatch

import pytest

from plans import judge
from plans.judge import seen
from plans.stacks import BASE, STACKS
from policies.resources import CONSIDERED
from policies.rules import EXEMPTIONS, RULES, exemption, violations


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_keeps_every_rule_that_no_exception_lifts(stack: str) -> None:
    graph = seen(stack)
    assert [str(it) for it in violations(graph) if not exemption(it, graph.settings)] == []


def test_a_stack_of_somebodys_own_starts_without_violations() -> None:
    graph = seen(BASE)
    assert [str(it) for it in violations(graph) if not exemption(it, graph.settings)] == []


def test_an_exception_is_for_stacks_of_some_settings_whatever_their_names() -> None:
    graph = seen("local")
    found = [it for it in violations(graph) if not exemption(it, seen("prod").settings)]
    assert {it.rule.name for it in found} >= {"S3.2", "S3.8", "DynamoDB.2", "DynamoDB.6", "data-is-protected"}


def test_a_stack_with_a_firewall_keeps_them_too() -> None:
    graph = seen("prod", requestsPerIp=300)
    found = list(violations(graph))
    assert [str(it) for it in found if not exemption(it, graph.settings)] == []
    assert "APIGateway.4" not in {it.rule.name for it in found}


def test_every_exception_is_needed() -> None:
    needed = {
        (exempt, pattern)
        for graph in map(seen, STACKS)
        for it in violations(graph)
        if (exempt := exemption(it, graph.settings))
        for pattern in exempt.resources
        if fnmatch.fnmatchcase(it.resource.name, pattern)
    }
    assert needed == {(it, name) for it in EXEMPTIONS for name in it.resources}


def test_an_exception_names_a_rule_and_gives_a_reason() -> None:
    assert {it.rule for it in EXEMPTIONS} <= {it.name for it in RULES}
    assert all(it.why.endswith(".") for it in EXEMPTIONS)


def test_a_plan_is_seen_with_what_its_resources_are_made_of() -> None:
    resources = {(it.type, it.name): it for it in seen("prod").resources}
    bucket = resources["aws:s3/bucket:Bucket", "website-files"]
    policy = resources["aws:s3/bucketPolicy:BucketPolicy", "website-files-policy"]
    assert bucket.urn in policy.refs["bucket"]
    assert policy.provider == resources["pulumi:providers:aws", "aws"].urn
    assert resources["aws:dynamodb/table:Table", "orders-table"].protect
    assert bucket.stack == "prod"


def test_no_type_is_considered_without_a_use_or_a_rule() -> None:
    used = {it.type for stack in STACKS for it in seen(stack).resources}
    ruled = {it for rule in RULES for it in rule.types}
    asked_for = {"aws:s3/bucketLogging:BucketLogging"}
    assert used | ruled | asked_for >= CONSIDERED


def test_the_command_counts_and_fails_by_what_it_finds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judge.main() == 0
    assert capsys.readouterr().out.startswith(
        f"Policies: {len(RULES)} rules, {len(STACKS)} stacks, 0 violations, "
    )
    monkeypatch.setattr(judge, "exemption", lambda *_: None)
    assert judge.main() == 1
    assert "prod aws:s3/bucket:Bucket orders-audio breaks S3.9: " in capsys.readouterr().out
