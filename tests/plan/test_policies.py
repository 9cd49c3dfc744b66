"""Every policy document of every environment: what a linter and our own rules say of it."""

import collections
import functools
import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from plans.stacks import STACKS
from policies.rules import RULES
from tests.graph import ACCOUNT
from tests.making import document
from tests.plan.program import registered
from tests.unit.bootstrap.test_program import ISSUER
from tests.unit.bootstrap.test_program import registered as bootstrap

with warnings.catch_warnings():  # of pkg_resources, deprecated
    warnings.simplefilter("ignore")
    import parliament

TRUST, RIGHTS, BUCKET, KEY = (
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:kms/key:Key",
)
# What a service's trust policy must ask for beyond the service itself. API Gateway sends nothing to ask for; Lambda
# takes roles of its own account only, as nobody can pass it another's.
# Sources: docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html,
# github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/479,
# docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
CONDITIONS = {
    "apigateway.amazonaws.com": set[str](),
    "lambda.amazonaws.com": set[str](),
    "states.amazonaws.com": {"aws:SourceAccount", "aws:SourceArn"},
}
GITHUB = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{ISSUER}"
# What the linter finds though nothing is wrong.
WRONG_FINDINGS = {
    # Its data ask for an Express execution as well.
    # Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
    ("orders-api-policy", "RESOURCE_MISMATCH", "states:DescribeExecution"),
    # The other half of these rights is on the alias, which a key's policy doesn't speak of.
    # Source: docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
    ("orders-payment-key", "RESOURCE_MISMATCH", "kms:CreateAlias"),
    ("orders-payment-key", "RESOURCE_MISMATCH", "kms:DeleteAlias"),
    ("orders-payment-key", "RESOURCE_MISMATCH", "kms:UpdateAlias"),
}
WRONG_FINDINGS_OF_THE_PIPELINE = {
    *((issue, action) for name, issue, action in WRONG_FINDINGS if name == "orders-payment-key"),
    # It doesn't know GitHub as an issuer of identities, nor what its tokens say.
    # Source: docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
    ("UNKNOWN_FEDERATION_SOURCE", GITHUB),
    *(
        (
            "UNKNOWN_CONDITION_FOR_ACTION",
            f"Unknown condition {ISSUER}:{claim} for action sts:AssumeRoleWithWebIdentity",
        )
        for claim in ("aud", "sub")
    ),
}


@dataclass(frozen=True)
class Policy:
    """A policy document, and the type and name of the resource that holds it."""

    kind: str
    name: str
    text: str

    @property
    def statements(self) -> list[dict[str, Any]]:
        return json.loads(self.text)["Statement"]

    def as_rights(self) -> str:
        """Return the policy as one of rights, which names the resource that it is about.

        The resource of a trust policy is its role, and `*` in a key's policy is that key.
        Source: docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
        """
        about = {TRUST: f"arn:aws:iam::{ACCOUNT}:role/it", KEY: f"arn:aws:kms:us-east-2:{ACCOUNT}:key/it"}
        filled_in = {"Resource": about[self.kind]} if self.kind in about else {}
        return json.dumps(json.loads(self.text) | {"Statement": [it | filled_in for it in self.statements]})


def documents(inputs: Any) -> Iterator[str]:
    """Yield every policy document in a resource's inputs, wherever it is."""
    if isinstance(inputs, str) and '"Statement"' in inputs:
        yield inputs
    elif isinstance(inputs, dict | list):
        for value in inputs.values() if isinstance(inputs, dict) else inputs:
            yield from documents(value)


@functools.cache
def policies(stack: str) -> list[Policy]:
    return [
        Policy(it.typ, it.name, text) for it in registered(stack).registered for text in documents(it.inputs)
    ]


def allowing(stack: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every statement that allows something, with its policy's name."""
    for policy in policies(stack):
        for statement in policy.statements:
            if statement["Effect"] == "Allow":
                yield policy.name, statement


@pytest.fixture(name="stack", params=STACKS)
def _stack(request: pytest.FixtureRequest) -> str:
    return request.param


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def findings(policy: str) -> list[tuple[str, str]]:
    """Return what the linter finds, at any severity, and the action or whatever else it finds it in."""
    found = []
    for finding in parliament.analyze_policy_string(policy, include_community_auditors=False).findings:
        details = finding.detail if isinstance(finding.detail, list) else [finding.detail]
        found += [
            (finding.issue, str(detail["action"] if isinstance(detail, dict) else detail))
            for detail in details
        ]
    return found


def test_every_kind_of_policy_is_looked_at(stack: str) -> None:
    kinds = collections.Counter(policy.kind for policy in policies(stack))
    assert set(kinds) == {TRUST, RIGHTS, BUCKET, KEY}
    assert kinds[TRUST] == len(registered(stack).all(TRUST))
    assert kinds[RIGHTS] == len(registered(stack).all(RIGHTS))
    assert kinds[BUCKET] == len(registered(stack).all("aws:s3/bucket:Bucket"))


def test_the_linter_finds_nothing_that_is_wrong(stack: str) -> None:
    found = {
        (policy.name, *finding) for policy in policies(stack) for finding in findings(policy.as_rights())
    }
    assert found == WRONG_FINDINGS


def test_the_linter_finds_nothing_that_is_wrong_with_what_the_pipeline_needs() -> None:
    # The pipeline's managed policies have a test of their own, beside those of what they may.
    found = {
        finding
        for it in bootstrap().registered
        if it.typ in {TRUST, BUCKET, KEY}
        for text in documents(it.inputs)
        for finding in findings(Policy(it.typ, it.name, text).as_rights())
    }
    assert found == WRONG_FINDINGS_OF_THE_PIPELINE


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"Action": "dynamodb:PutItems"}, "UNKNOWN_ACTION"),
        ({"Action": "dynamo:PutItem"}, "UNKNOWN_PREFIX"),
        ({"Resource": "*"}, "RESOURCE_STAR"),
        ({"Resource": "arn:aws:s3:::bucket/key"}, "RESOURCE_MISMATCH"),
        ({"Resource": "table/orders"}, "INVALID_ARN"),
        ({"Condition": {"StringEquals": {"kms:EncryptionAlgorithm": "x"}}}, "UNKNOWN_CONDITION_FOR_ACTION"),
        ({"Condition": {"StringIs": {"aws:SourceAccount": ACCOUNT}}}, "UNKNOWN_OPERATOR"),
        ({"Effect": "Permit"}, "MALFORMED"),
    ],
)
def test_the_linter_finds_what_is_wrong(change: dict[str, Any], issue: str) -> None:
    [rights] = [policy for policy in policies("dev") if policy.name == "orders-place-order-rights"]
    first, *others = rights.statements
    broken = document(first | change, *others)
    assert issue in {found for found, _ in findings(broken)}


def test_what_a_policy_may_leave_unnamed_is_no_more_than_is_needed(stack: str) -> None:
    unnamed = {
        action
        for name, statement in allowing(stack)
        if name != "orders-payment-key"  # in a key's policy, `*` is the key
        if "*" in listed(statement.get("Resource", []))
        for action in listed(statement["Action"])
    }
    [rule] = [it for it in RULES if it.name == "policy-names-its-resources"]
    assert unnamed == set(rule.condition["names_resources_but_for"])


def test_anyone_may_read_the_local_website_and_nothing_else(stack: str) -> None:
    anyone = [
        (name, statement["Action"])
        for name, statement in allowing(stack)
        if "*" in json.dumps(statement.get("Principal"))
    ]
    assert anyone == ([("website-files-policy", "s3:GetObject")] if stack == "local" else [])


def test_a_role_trusts_one_service_under_the_conditions_that_it_meets(stack: str) -> None:
    trusts = [policy.statements for policy in policies(stack) if policy.kind == TRUST]
    assert trusts
    for [statement] in trusts:
        assert statement["Effect"] == "Allow"
        assert statement["Action"] == "sts:AssumeRole"
        [(kind, service)] = statement["Principal"].items()
        assert kind == "Service"
        asked = {key for operands in statement.get("Condition", {}).values() for key in operands}
        assert asked == CONDITIONS[service]


def test_only_process_payment_may_decrypt(stack: str) -> None:
    rights = [policy for policy in policies(stack) if policy.kind == RIGHTS]
    assert [policy.name for policy in rights if "kms:" in policy.text] == ["orders-process-payment-rights"]


def test_the_one_policy_of_awss_own_is_the_one_that_writing_api_logs_needs(stack: str) -> None:
    # Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    attached = registered(stack).all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    name = "AmazonAPIGatewayPushToCloudWatchLogs"
    assert {it["policyArn"] for it in attached.values()} == {f"arn:aws:iam::aws:policy/service-role/{name}"}
    assert set(attached) == {"api-logging-push"}
