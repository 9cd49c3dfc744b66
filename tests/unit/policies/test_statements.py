"""Policy documents: found wherever they stand, and what allows more than it should is found by what it could match."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.matching import names_one, overlap
from policies.model import Graph, Resource
from policies.rules import RULES
from tests.properties import SMALL
from tests.unit.policies.compliant import ACCOUNT, PART, PROVIDER, TABLE, plus, resource, trust, urn

Said = dict[str, Any]
BUCKET = "arn:aws:s3:::files"
ISSUER = "token.actions.githubusercontent.com"
# Where a policy that allows its holder something can stand, beside those that `compliant.stack` has.
RIGHTS: dict[str, Callable[[Any], Said]] = {
    "iam/rolePolicy": lambda it: {"policy": it},
    "iam/userPolicy": lambda it: {"policy": it},
    "iam/groupPolicy": lambda it: {"policy": it},
    "iam/policy": lambda it: {"policy": it},
    "iam/role": lambda it: {
        "assumeRolePolicy": trust("lambda.amazonaws.com"),
        "inlinePolicies": [{"name": "it", "policy": it}],
    },
    "ssoadmin/permissionSetInlinePolicy": lambda it: {"inlinePolicy": it},
    "cloudformation/stack": lambda it: {"templateBody": json.dumps({"Resources": {"R": {"Policies": [it]}}})},
}
# Where a policy can stand that lets others in.
ADMITTING: dict[str, Callable[[Any], Said]] = {
    "s3/bucketPolicy": lambda it: {"policy": it},
    "s3/bucket": lambda it: {"policy": it},
    "s3/accessPoint": lambda it: {"policy": it},
    "kms/keyPolicy": lambda it: {"policy": it},
    "sqs/queue": lambda it: {"policy": it},
    "sqs/queuePolicy": lambda it: {"policy": it},
    "sns/topicPolicy": lambda it: {"policy": it},
    "dynamodb/resourcePolicy": lambda it: {"policy": it},
    "secretsmanager/secretPolicy": lambda it: {"policy": it},
    "ecr/repositoryPolicy": lambda it: {"policy": it},
    "cloudwatch/eventBusPolicy": lambda it: {"policy": it},
    "cloudwatch/logResourcePolicy": lambda it: {"policyDocument": it},
    "apigateway/restApi": lambda it: {"policy": it},
    "apigateway/restApiPolicy": lambda it: {"policy": it},
    "ec2/vpcEndpoint": lambda it: {"policy": it},
    "opensearch/domain": lambda it: {"accessPolicies": it},
    "iam/role": lambda it: {"assumeRolePolicy": it},
}
# What only a policy's own rules can find; others find fault with the made-up resources themselves.
ABOUT_POLICIES = {
    *("IAM.1", "IAM.21", "KMS.1", "KMS.2", "KMS.5", "Lambda.1", "S3.2", "S3.3", "S3.6"),
    *(
        "no-policy-of-awss-own",
        "one-role-decrypts",
        "policy-admits-this-account-alone",
        "policy-names-its-actions",
    ),
    *("policy-names-its-resources", "policy-says-whom-it-admits", "role-trusts-one-service"),
}
READS: Said = {
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "s3:GetObject"],
    "Resource": [TABLE, f"{BUCKET}/*"],
}
BOUND = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
SERVES: Said = {
    "Effect": "Allow",
    "Principal": {"Service": "delivery.logs.amazonaws.com"},
    "Action": ["s3:GetObject"],
    "Resource": [f"{BUCKET}/*"],
    "Condition": BOUND,
}


def found(kind: str, props: Said) -> set[str]:
    """Return the rules about policies that a stack breaks which has one more resource."""
    it = resource(kind, "it", props)
    graph = plus(it)
    return {
        rule.name
        for rule in RULES
        if rule.name in ABOUT_POLICIES and rule.concerns(it) and not rule.is_kept(it, graph)
    }


def spelled(said: Said, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Return a document in one of the ways that mean the same: cases, one or a list, text or not."""
    case = draw(st.sampled_from([str, str.lower, str.upper]))
    written = {case(name): value for name, value in said.items()}
    actions = draw(st.sampled_from([str, str.lower, str.upper]))
    for name in ("Action", "NotAction"):
        if name in said:
            written[case(name)] = [actions(it) for it in said[name]]
    one = {name: it[0] if isinstance(it, list) and len(it) == 1 else it for name, it in written.items()}
    document = {"Version": "2012-10-17", case("Statement"): draw(st.sampled_from([one, [one], [written]]))}
    return draw(st.sampled_from([json.dumps, lambda it: it]))(document)


@SMALL
@given(st.data(), st.sampled_from(sorted(RIGHTS)))
def test_what_names_actions_and_resources_is_fine_wherever_it_stands(data: st.DataObject, kind: str) -> None:
    assert found(kind, RIGHTS[kind](spelled(READS, data.draw))) == set()


@SMALL
@given(st.data(), st.sampled_from(sorted(ADMITTING)))
def test_what_serves_this_account_is_fine_wherever_it_stands(data: st.DataObject, kind: str) -> None:
    assert found(kind, ADMITTING[kind](spelled(SERVES, data.draw))) == set()


def widened_text(draw: Callable[[st.SearchStrategy[Any]], Any], text: str) -> str:
    """Return a pattern that matches the text and more."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    wild = draw(st.sampled_from(["*", "**", "?*", "*?"]) if end > start else st.just("*"))
    if end > start and draw(st.booleans()):
        wild = "?" * (end - start)
    return text[:start] + wild + text[end:]


def widened(draw: Callable[[st.SearchStrategy[Any]], Any], said: Said) -> Said:
    """Return a statement that allows all that this one allows, and more."""
    part = draw(st.sampled_from(["Action", "Resource", "NotAction", "NotResource"]))
    if part == "NotAction":
        return {name: it for name, it in said.items() if name != "Action"} | {part: ["iam:PassRole"]}
    if part == "NotResource":
        return {name: it for name, it in said.items() if name != "Resource"} | {part: [f"{TABLE}-2"]}
    of = said["Action"] if part == "Action" else [TABLE, BUCKET]
    pattern = widened_text(draw, draw(st.sampled_from(of)))
    # What comes after a whole name, such as `bucket/*`, is inside of what is named.
    assume(part == "Action" or not pattern.startswith((f"{TABLE}/", f"{TABLE}:", f"{BUCKET}/")))
    return said | {part: [*said[part], pattern]}


@SMALL
@given(st.data(), st.sampled_from(sorted(RIGHTS)))
def test_what_allows_more_is_found_wherever_it_stands(data: st.DataObject, kind: str) -> None:
    more = widened(data.draw, READS)
    assert found(kind, RIGHTS[kind](spelled(more, data.draw))), more


FOREIGN = "210987654321"
OTHERS: list[Any] = [
    "*",
    {"AWS": "*"},
    {"aws": ["*"]},
    {"AWS": "arn:aws:iam::*:root"},
    {"AWS": FOREIGN},
    {"AWS": [ACCOUNT, f"arn:aws:iam::{FOREIGN}:root"]},
    {"AWS": f"arn:aws:iam::{FOREIGN}:role/theirs"},
    {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},
    {"Federated": "accounts.google.com"},
    {"Service": "s3.amazonaws.com"},
    {"Service": ["s3.amazonaws.com", "delivery.logs.amazonaws.com"]},
]
LOOSE: list[Said] = [
    {},
    {"Bool": {"aws:SecureTransport": "true"}},
    {"StringLike": {"aws:SourceAccount": "*"}},
    {"StringLike": {"aws:SourceArn": "arn:aws:*:*:123456789012:*"}},
    {"StringLike": {"aws:SourceArn": "arn:*"}},
    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::files"}},
    {"StringEquals": {"aws:SourceAccount": "${aws:SourceAccount}"}},
    {"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}},
    {"ForAllValues:StringEquals": {"aws:SourceAccount": "123456789012"}},
    {"StringNotEquals": {"aws:SourceAccount": FOREIGN}},
    {"Null": {"aws:SourceAccount": "true"}},
    {"StringEquals": {"aws:SourceAccount": ["123456789012", "*"]}},
    {"StringEquals": {"aws:SourceAccount": []}},
    {"StringEquals": {"aws:RequestedRegion": "us-east-2"}},
    {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
    {"StringEquals": {"aws:PrincipalAccount": FOREIGN}},
]


@SMALL
@given(
    st.data(),
    st.sampled_from(sorted(ADMITTING)),
    st.sampled_from([*({"Principal": it} for it in OTHERS), {"NotPrincipal": {"AWS": ACCOUNT}}]),
    st.sampled_from(LOOSE),
)
def test_whoever_else_is_let_in_is_found_wherever_it_stands(
    data: st.DataObject, kind: str, who: Said, condition: Said
) -> None:
    said = {name: it for name, it in SERVES.items() if name != "Principal"} | who | {"Condition": condition}
    assert found(kind, ADMITTING[kind](spelled(said, data.draw))), said


@pytest.mark.parametrize("condition", LOOSE, ids=json.dumps)
def test_a_condition_that_holds_nobody_back_is_none(condition: Said) -> None:
    said = SERVES | {"Condition": condition}
    assert found("sqs/queuePolicy", {"policy": {"Statement": [said]}})


@pytest.mark.parametrize(
    "props",
    [
        {"principal": "*", "action": "lambda:InvokeFunction"},
        {"principal": FOREIGN, "action": "lambda:InvokeFunction"},
        {"principal": "s3.amazonaws.com", "action": "lambda:InvokeFunction"},
        {"granteePrincipal": f"arn:aws:iam::{FOREIGN}:role/theirs", "operations": ["Decrypt"]},
        {"granteePrincipal": "arn:aws:iam::123456789012:role/second", "operations": ["Decrypt"]},
        {"allowedPrincipals": ["*"]},
    ],
    ids=json.dumps,
)
def test_who_is_let_in_without_a_document_is_found(props: Said) -> None:
    assert found("some/grant", props)


@pytest.mark.parametrize("prop", ["managedPolicyArns", "policyArns"])
def test_a_policy_of_awss_own_is_found_in_a_list(prop: str) -> None:
    assert found("iam/user", {prop: ["arn:aws:iam::aws:policy/job-function/Billing"]}) == {
        "no-policy-of-awss-own"
    }


def test_two_roles_that_hold_one_policy_are_two() -> None:
    policy = resource("iam/policy", "it", {"policy": {"Statement": READS | {"Action": ["kms:Decrypt"]}}})
    attached = [
        resource("iam/rolePolicyAttachment", name, {}, {"policyArn": [policy.urn], "role": [name]})
        for name in ("one", "two")
    ]
    [rule] = [it for it in RULES if it.name == "one-role-decrypts"]
    assert rule.is_kept(policy, Graph([policy, attached[0]]))
    assert not rule.is_kept(policy, Graph([policy, *attached]))


PATTERN = st.text(alphabet="ab*?", max_size=7)
TEXT = st.text(alphabet="ab", max_size=6)


def matches(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(matches(pattern[1:], text[start:]) for start in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and matches(pattern[1:], text[1:])


@SMALL
@given(PATTERN, PATTERN, TEXT)
def test_patterns_overlap_where_one_text_matches_both(one: str, other: str, text: str) -> None:
    assert overlap(one, text) == matches(one, text)
    if matches(one, text) and matches(other, text):
        assert overlap(one, other)
    assert overlap(one, other) == overlap(other, one)


@pytest.mark.parametrize(
    ("arn", "named"),
    [
        (TABLE, True),
        (f"{TABLE}/index/*", True),
        (f"{BUCKET}/orders/*", True),
        ("arn:aws:states:us-east-2:123456789012:execution:workflow:*", True),
        ("arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/place-order:*", True),
        ("arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/*", False),
        ("arn:aws:iam::123456789012:role/shop/*", False),
        ("arn:aws:apigateway:us-east-2::/restapis/*", False),
        ("arn:aws:apigateway:us-east-2::/restapis/abc/*", True),
        *(
            (it, False)
            for it in ("*", "**", "?*", "arn:*", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:s3:::", "")
        ),
        ("arn:aws:dynamodb:*:123456789012:table/orders", False),
        ("arn:aws:dynamodb:us-east-2:123456789012:table/${aws:username}", False),
    ],
)
def test_a_resource_is_named_by_its_whole_name(arn: str, named: bool) -> None:
    assert names_one(arn) is named


class UnknownValueError(Exception):
    """What Pulumi's engine raises where only the update will know."""


class Previewed(dict[str, Any]):
    def __getitem__(self, key: str) -> Any:
        if (value := super().__getitem__(key)) is UnknownValueError:
            raise UnknownValueError
        return value

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self.keys() else default


def judged(props: Said) -> Iterator[str]:
    it = Resource(urn("iam/role", "it"), Previewed(props), PART, PROVIDER)
    for rule in RULES:
        if not rule.needs_the_stack and rule.name in ABOUT_POLICIES:
            try:
                if rule.concerns(it) and not rule.is_kept(it, Graph([it])):
                    yield f"{rule.name} broken"
            except UnknownValueError:
                yield f"{rule.name} unjudged"


def test_a_policy_that_only_the_update_will_know_is_unjudged() -> None:
    said = set(judged({"assumeRolePolicy": UnknownValueError}))
    assert said >= {"policy-names-its-actions unjudged", "policy-says-whom-it-admits unjudged"}
    assert not [it for it in said if it.endswith("broken")]


def test_what_is_known_is_judged_beside_what_is_not() -> None:
    everything = {"policy": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}
    assert "IAM.1 broken" in set(
        judged({"assumeRolePolicy": UnknownValueError, "inlinePolicies": [everything]})
    )


def test_what_can_hold_no_policy_may_stay_unknown() -> None:
    trust = {
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ]
    }
    assert set(judged({"name": UnknownValueError, "assumeRolePolicy": trust})) == set()


def test_what_only_the_update_will_know_is_something() -> None:
    known = Resource(urn("iam/role", "it"), Previewed({"name": UnknownValueError, "tags": {}}))
    assert [known.sets(it) for it in ("name", "name.first", "tags", "tags.Stack", "path")] == [
        True,
        True,
        False,
        False,
        False,
    ]
