"""What the pipeline needs for one environment: a key for its secrets, and two roles."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from bootstrap.place import PIPELINE, Place
from bootstrap.rights import Statement, bounding, changing, reading

ISSUER = "token.actions.githubusercontent.com"
SESSION_SECONDS = 3600
_KEY_ADMINISTRATION = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:Decrypt",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:Encrypt",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)


@dataclass(frozen=True, kw_only=True)
class EnvironmentArgs:
    """state_bucket: its name; repository: `owner/name`; issuer_arn: GitHub's, as IAM knows it."""

    stack: str
    region: str
    state_bucket: pulumi.Input[str]
    repository: str
    issuer_arn: pulumi.Input[str]


class Environment(pulumi.ComponentResource):
    """The key, the boundary of all roles, and a role each for previews and for deployments.

    Previews run for pull requests and, to find drift, on the main branch; deployments in the GitHub environment that
    has the stack's name, where a person may have to approve.
    outputs: what the repository's variables for this environment are.
    Source: docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
    """

    def __init__(self, name: str, args: EnvironmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza-bootstrap:index:Environment", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        lookup = pulumi.InvokeOutputOptions(parent=self)
        self._account = aws.get_caller_identity_output(opts=lookup).account_id
        self._partition = aws.get_partition_output(opts=lookup).partition
        key = self._secrets_key()
        alias = aws.kms.Alias(
            f"{name}-secrets",
            name=f"alias/{PIPELINE}{args.stack}-secrets",
            target_key_id=key.key_id,
            opts=self._child,
        )
        self._place = self._know_place(key.arn)
        boundary = self._policy("boundary", bounding, name=f"{PIPELINE}{args.stack}-boundary")
        read, change = self._policy("reading", reading), self._policy("changing", changing)
        repository = f"repo:{args.repository}"
        preview = self._role(
            "preview", [f"{repository}:pull_request", f"{repository}:ref:refs/heads/main"], [read]
        )
        deploy = self._role("deploy", [f"{repository}:environment:{args.stack}"], [read, change])
        self.outputs = {
            "deployRole": deploy.name,
            "previewRole": preview.name,
            "permissionsBoundaryArn": boundary.arn,
            "secretsProvider": pulumi.Output.concat(
                "awskms://", alias.name, f"?region={args.region}&awssdk=v2"
            ),
        }
        self.register_outputs(self.outputs)

    def _secrets_key(self) -> aws.kms.Key:
        account = pulumi.Output.format("arn:{0}:iam::{1}:root", self._partition, self._account)
        statement = {
            "Sid": "AccountAdministersAndDelegates",
            "Effect": "Allow",
            "Principal": {"AWS": account},
            "Action": list(_KEY_ADMINISTRATION),
            "Resource": "*",  # in a key's policy: this key
        }
        return aws.kms.Key(
            f"{self._name}-secrets",
            description=f"Encrypts the secrets in the state of {self._args.stack}",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": [statement]}),
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )

    def _know_place(self, key_arn: pulumi.Output[str]) -> pulumi.Output[Place]:
        known = pulumi.Output.all(self._partition, self._account, self._args.state_bucket, key_arn)
        return known.apply(
            lambda it: Place(
                partition=it[0],
                account=it[1],
                state_bucket=it[2],
                secrets_key_arn=it[3],
                region=self._args.region,
                stack=self._args.stack,
            )
        )

    def _policy(
        self,
        what: str,
        statements: Callable[[Place], list[Statement]],
        name: str | None = None,
    ) -> aws.iam.Policy:
        document = self._place.apply(
            lambda place: json.dumps({"Version": "2012-10-17", "Statement": statements(place)})
        )
        return aws.iam.Policy(f"{self._name}-{what}", name=name, policy=document, opts=self._child)

    def _role(self, what: str, subjects: Sequence[str], policies: Sequence[aws.iam.Policy]) -> aws.iam.Role:
        """Make a role that GitHub's tokens with one of these subjects, and no others, may take."""
        trust = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Federated": self._args.issuer_arn},
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": {
                        "StringEquals": {
                            f"{ISSUER}:aud": "sts.amazonaws.com",
                            f"{ISSUER}:sub": list(subjects),
                        }
                    },
                }
            ],
        }
        role = aws.iam.Role(
            f"{self._name}-{what}",
            name=f"{PIPELINE}{self._args.stack}-{what}",  # workflows know it by this name
            assume_role_policy=pulumi.Output.json_dumps(trust),
            max_session_duration=SESSION_SECONDS,
            opts=self._child,
        )
        for number, policy in enumerate(policies, 1):
            aws.iam.RolePolicyAttachment(
                f"{self._name}-{what}-{number}", role=role.name, policy_arn=policy.arn, opts=self._child
            )
        return role
