"""What bootstrap/ makes, and for whom."""

import json
import runpy
from typing import Any

import pulumi
import pytest

from components.project import NAME
from tests.graph import ACCOUNT, Watching, watch
from tests.running import ROOT

ISSUER = "token.actions.githubusercontent.com"


def registered(**config: Any) -> Watching:
    values = {"repository": "owner/name", "environments": ["dev", "prod"]} | config
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}

    def program() -> None:
        pulumi.runtime.set_all_config(
            {"aws:region": "us-east-2"} | {f"bootstrap:{key}": value for key, value in texts.items()}
        )
        runpy.run_path(str(ROOT / "bootstrap" / "__main__.py"), run_name="__main__")

    return watch(program, "account", "bootstrap")


@pytest.fixture(scope="module", name="program")
def _program() -> Watching:
    return registered()


def test_a_role_is_taken_by_the_repositorys_own_workflows_and_nobody_else(program: Watching) -> None:
    subjects = {}
    ours = {
        k: v for k, v in program.all("aws:iam/role:Role").items() if not k.startswith(f"{NAME}-pipeline-api")
    }
    for name, role in ours.items():
        [statement] = json.loads(role["assumeRolePolicy"])["Statement"]
        condition = statement["Condition"].pop("StringEquals")
        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert statement["Principal"].keys() == {"Federated"}
        assert statement["Condition"] == {}
        assert condition.pop(f"{ISSUER}:aud") == "sts.amazonaws.com"
        subjects[name] = condition.pop(f"{ISSUER}:sub")
        assert condition == {}
    repository = "repo:owner/name"
    assert subjects == {
        f"{stack}-{role}": f"{repository}:{subject}"
        for stack in ("dev", "prod")
        for role, subject in (
            ("preview", "pull_request"),
            ("drift", "ref:refs/heads/main"),
            ("deploy", f"environment:{stack}"),
        )
    }


def test_a_preview_may_read_and_a_deployment_change(program: Watching) -> None:
    attached = {
        (it["role"].removeprefix(f"{NAME}-pipeline-"), it["policyArn"].rpartition(":")[2])
        for it in program.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
        if "AmazonAPIGateway" not in it["policyArn"]
    }
    given = {"preview": ["reading", "reading-options"]}
    given["drift"] = [*given["preview"], "refreshing"]
    given["deploy"] = [*given["drift"], "changing", "changing-options"]
    assert attached == {
        (f"{stack}-{role}", f"{stack}-{policy}")
        for stack in ("dev", "prod")
        for role, policies in given.items()
        for policy in policies
    }


def test_the_state_is_private_versioned_and_safe_from_destruction(program: Watching) -> None:
    [bucket] = [it for it in program.requests.values() if it.type == "aws:s3/bucket:Bucket"]
    assert bucket.protect
    versions = program.one("aws:s3/bucketVersioning:BucketVersioning")
    assert versions["versioningConfiguration"] == {"status": "Enabled"}
    closed = program.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    assert {value for key, value in closed.items() if key != "bucket"} == {True}
    policy = json.loads(program.one("aws:s3/bucketPolicy:BucketPolicy")["policy"])
    assert [statement["Sid"] for statement in policy["Statement"]] == ["TlsOnly"]


def test_each_environment_has_keys_of_its_own_that_are_safe_from_destruction(program: Watching) -> None:
    keys = program.all("aws:kms/key:Key")
    assert keys.keys() == {"dev-secrets", "dev-payment-1", "prod-secrets", "prod-payment-1"}
    rotated = {name for name, key in keys.items() if key.get("enableKeyRotation")}
    assert rotated == {
        "dev-secrets",
        "prod-secrets",
    }
    assert all(it.protect for it in program.requests.values() if it.type == "aws:kms/key:Key")


def test_a_new_payment_key_leaves_the_one_before_it_in_use() -> None:
    program = registered(environments=["dev"], paymentKey="3")
    assert program.all("aws:kms/key:Key").keys() == {"dev-secrets", "dev-payment-2", "dev-payment-3"}
    alias = program.one("aws:kms/alias:Alias", "dev-payment")
    assert alias["name"] == f"alias/{NAME}-pipeline-dev-payment"
    boundary = json.loads(program.one("aws:iam/policy:Policy", "dev-boundary")["policy"])
    [decrypt] = [it for it in boundary["Statement"] if it["Action"] == ["kms:Decrypt"]]
    assert [arn.rpartition("/")[2] for arn in decrypt["Resource"]] == ["dev-payment-2", "dev-payment-3"]


def test_the_accounts_log_role_is_made_once_or_left_to_others(program: Watching) -> None:
    assert program.one("aws:apigateway/account:Account")
    assert not registered(apiLogging="false").all("aws:apigateway/account:Account")


def test_everything_is_made_by_the_one_provider(program: Watching) -> None:
    [provider] = [urn for urn, it in program.requests.items() if it.type == "pulumi:providers:aws"]
    others = [
        it.name
        for it in program.requests.values()
        if it.type.startswith("aws:") and not it.provider.startswith(provider)
    ]
    assert others == []


def test_the_outputs_are_what_the_pipelines_variables_ask_for(program: Watching) -> None:
    assert program.exports == {"account", "backendUrl", "dev", "prod"}
    assert ACCOUNT in program.one("aws:iam/policy:Policy", "dev-reading")["policy"]


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ({"repository": "name"}, "repository must be owner/name, got 'name'"),
        ({"repository": "owner/name:*"}, "repository must be owner/name"),
        ({"repository": "owner/*"}, "repository must be owner/name"),
        (
            {"environments": ["dev", "pipeline"]},
            "are the pipeline's own: choose another name than 'pipeline'",
        ),
        ({"environments": ["state"]}, "are the pipeline's own: choose another name than 'state'"),
        (
            {"environments": ["pipeline-dev"]},
            "are the pipeline's own: choose another name than 'pipeline-dev'",
        ),
        ({"environments": ["dev-2", "dev"]}, "as 'dev' is of 'dev-2'"),
        ({"environments": ["dev", "dev"]}, "as 'dev' is of 'dev'"),
        ({"environments": ["Dev"]}, "lower case letters, digits and inner hyphens, got 'Dev'"),
        ({"environments": ["*"]}, "lower case letters, digits and inner hyphens"),
        ({"environments": ["a-name-of-25-letters-long"]}, "must be 1 to [0-9]+ lower case letters"),
        ({"paymentKey": "-1"}, "paymentKey must be 1 or more, got -1"),
    ],
)
def test_a_config_that_would_open_the_account_is_refused(config: dict[str, Any], sentence: str) -> None:
    with pytest.raises(pulumi.RunError, match=sentence):
        registered(**config)
