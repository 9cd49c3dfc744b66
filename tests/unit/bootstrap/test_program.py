"""What bootstrap/ makes, and for whom."""

import json
import runpy
from typing import Any

import pulumi
import pytest

from tests.graph import ACCOUNT, Watching, watch
from tests.running import ROOT

ISSUER = "token.actions.githubusercontent.com"


def registered(**config: Any) -> Watching:
    values = {"repository": "owner/name", "environments": ["dev", "prod"]} | config
    texts = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}

    def program() -> None:
        pulumi.runtime.set_all_config(
            {"aws:region": "us-east-2"} | {f"gopizza-bootstrap:{key}": value for key, value in texts.items()}
        )
        runpy.run_path(str(ROOT / "bootstrap" / "__main__.py"), run_name="__main__")

    return watch(program, "account", "gopizza-bootstrap")


@pytest.fixture(scope="module", name="program")
def _program() -> Watching:
    return registered()


def test_a_role_is_taken_by_the_repositorys_own_workflows_and_nobody_else(program: Watching) -> None:
    subjects = {}
    for name, role in program.all("aws:iam/role:Role").items():
        [statement] = json.loads(role["assumeRolePolicy"])["Statement"]
        condition = statement["Condition"].pop("StringEquals")
        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert statement["Principal"].keys() == {"Federated"}
        assert statement["Condition"] == {}
        assert condition.pop(f"{ISSUER}:aud") == "sts.amazonaws.com"
        subjects[name] = condition.pop(f"{ISSUER}:sub")
        assert condition == {}
    previews = ["repo:owner/name:pull_request", "repo:owner/name:ref:refs/heads/main"]
    assert subjects == {
        "dev-preview": previews,
        "dev-deploy": ["repo:owner/name:environment:dev"],
        "prod-preview": previews,
        "prod-deploy": ["repo:owner/name:environment:prod"],
    }


def test_a_preview_may_read_and_a_deployment_change(program: Watching) -> None:
    attached = sorted(
        (it["role"], it["policyArn"].rpartition(":")[2])
        for it in program.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").values()
    )
    assert attached == [
        ("gopizza-pipeline-dev-deploy", "dev-changing"),
        ("gopizza-pipeline-dev-deploy", "dev-reading"),
        ("gopizza-pipeline-dev-preview", "dev-reading"),
        ("gopizza-pipeline-prod-deploy", "prod-changing"),
        ("gopizza-pipeline-prod-deploy", "prod-reading"),
        ("gopizza-pipeline-prod-preview", "prod-reading"),
    ]


def test_the_state_is_private_versioned_and_safe_from_destruction(program: Watching) -> None:
    [bucket] = [it for it in program.requests.values() if it.type == "aws:s3/bucket:Bucket"]
    assert bucket.protect
    versions = program.one("aws:s3/bucketVersioning:BucketVersioning")
    assert versions["versioningConfiguration"] == {"status": "Enabled"}
    closed = program.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    assert {value for key, value in closed.items() if key != "bucket"} == {True}
    policy = json.loads(program.one("aws:s3/bucketPolicy:BucketPolicy")["policy"])
    assert [statement["Sid"] for statement in policy["Statement"]] == ["TlsOnly"]


def test_each_environment_has_a_key_of_its_own_that_rotates_and_is_safe_from_destruction(
    program: Watching,
) -> None:
    keys = program.all("aws:kms/key:Key")
    assert keys.keys() == {"dev-secrets", "prod-secrets"}
    assert all(key["enableKeyRotation"] for key in keys.values())
    assert all(it.protect for it in program.requests.values() if it.type == "aws:kms/key:Key")


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
        ({"environments": ["dev", "pipeline"]}, "none of them pipeline, got 'pipeline'"),
        ({"environments": ["Dev"]}, "lower case letters and digits"),
        ({"environments": ["*"]}, "lower case letters and digits"),
    ],
)
def test_a_config_that_would_open_the_account_is_refused(config: dict[str, Any], sentence: str) -> None:
    with pytest.raises(pulumi.RunError, match=sentence):
        registered(**config)
