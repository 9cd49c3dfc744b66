"""What the pipeline needs for one environment: keys and roles."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from bootstrap.place import PIPELINE, prefix
from bootstrap.rights import placeholders, statements
from components.orders.payment_key import make_key
from components.pipeline import payment_key_alias
from components.project import NAME

SESSION_SECONDS = 3600
DEPLOYMENT_SECONDS = 3 * 3600  # CloudFront may take 90 minutes, and a role's session can't be extended


@dataclass(frozen=True, kw_only=True)
class EnvironmentArgs:
    """state_bucket: its name; repository: `owner/name`; issuer_arn: of GitHub's OIDC provider.

    payment_key: the number of the key for cards, 1 or more. hosted_zones: ids of the zones for the page's address.
    """

    stack: str
    region: str
    state_bucket: pulumi.Input[str]
    repository: str
    issuer_arn: pulumi.Input[str]
    payment_key: int
    hosted_zones: list[str]


class Environment(pulumi.ComponentResource):
    """The keys, the permissions boundary of all roles, and the roles for previews, drift checks and deployments.

    Previews run for pull requests, whatever is in them; drift checks on the main branch; deployments in the GitHub
    environment with the stack's name.
    outputs: the values for the repository's variables of this environment.
    Source: docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
    """

    def __init__(self, name: str, args: EnvironmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("bootstrap:index:Environment", name, None, opts)
        self._name, self._args, self._own = name, args, f"{PIPELINE}{args.stack}"
        self._child = pulumi.ResourceOptions(parent=self)
        self._place = self._know_place()
        secrets, payment = self._secrets_key(), self._payment_keys()
        self._place |= {"secrets_key": secrets.arn, "payment_keys": [key.arn for key in payment]}
        alias = self._alias("secrets", f"alias/{self._own}-secrets", secrets)
        boundary = self._policy("boundary", name=f"{self._own}-boundary")
        aws.cloudwatch.LogResourcePolicy(
            f"{name}-workflow-logs",
            policy_name=f"{self._own}-workflow-logs",
            policy_document=self._document("workflow-logs"),
            opts=self._child,
        )
        self.outputs = {
            **{f"{what}Role": role.name for what, role in self._roles().items()},
            "permissionsBoundaryArn": boundary.arn,
            "paymentKeyArn": payment[-1].arn,
            "secretsProvider": pulumi.Output.concat(
                "awskms://", alias.name, f"?region={args.region}&awssdk=v2"
            ),
        }
        self.register_outputs(self.outputs)

    def _know_place(self) -> dict[str, Any]:
        """Return the values of the placeholders in rights.yaml, except those of keys and subjects."""
        lookup = pulumi.InvokeOutputOptions(parent=self)
        account = aws.get_caller_identity_output(opts=lookup).account_id
        partition = aws.get_partition_output(opts=lookup).partition
        boundary = pulumi.Output.format("arn:{0}:iam::{1}:policy/{2}-boundary", partition, account, self._own)
        named = {"project": NAME, "prefix": prefix(self._args.stack), "boundary": boundary}
        return {**vars(self._args), **named, "account": account, "partition": partition}

    def _document(self, what: str, **more: str) -> pulumi.Output[str]:
        values = {**self._place, **more}
        return pulumi.Output.all(**{name: values[name] for name in placeholders(what)}).apply(
            lambda place: json.dumps({"Version": "2012-10-17", "Statement": statements(what, place)})
        )

    def _alias(self, what: str, name: pulumi.Input[str], key: aws.kms.Key) -> aws.kms.Alias:
        return aws.kms.Alias(f"{self._name}-{what}", name=name, target_key_id=key.key_id, opts=self._child)

    def _secrets_key(self) -> aws.kms.Key:
        return aws.kms.Key(
            f"{self._name}-secrets",
            description=f"Encrypts the secrets in the state of {self._args.stack}",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            policy=self._document("secrets-key"),
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )

    def _payment_keys(self) -> list[aws.kms.Key]:
        """Create the key for cards and keep the previous one; a deployment may only read the public key."""
        latest = self._args.payment_key
        keys = [
            make_key(f"{self._name}-payment-{number}", self._child, protect=True)
            for number in range(max(1, latest - 1), latest + 1)
        ]
        name = self._place["boundary"].apply(lambda arn: payment_key_alias(arn, NAME) or "")
        self._alias("payment", name, keys[-1])
        return keys

    def _roles(self) -> dict[str, aws.iam.Role]:
        read = [self._policy("reading"), self._policy("reading-options")]
        refresh = [*read, self._policy("refreshing")]
        change = [self._policy("changing"), self._policy("changing-options")]
        return {
            "preview": self._role("preview", "pull_request", read),
            "drift": self._role("drift", "ref:refs/heads/main", refresh),
            "deploy": self._role("deploy", f"environment:{self._args.stack}", [*refresh, *change]),
        }

    def _policy(self, what: str, name: str | None = None) -> aws.iam.Policy:
        return aws.iam.Policy(
            f"{self._name}-{what}", name=name, policy=self._document(what), opts=self._child
        )

    def _role(self, what: str, subject: str, policies: Sequence[aws.iam.Policy]) -> aws.iam.Role:
        """Create a role that the repository's workflows assume with tokens of this subject."""
        trust = self._document("trust", subject=f"repo:{self._args.repository}:{subject}")
        role = aws.iam.Role(
            f"{self._name}-{what}",
            name=f"{self._own}-{what}",  # workflows refer to it by this name
            assume_role_policy=trust,
            max_session_duration=DEPLOYMENT_SECONDS if what == "deploy" else SESSION_SECONDS,
            opts=self._child,
        )
        for number, policy in enumerate(policies, 1):
            aws.iam.RolePolicyAttachment(
                f"{self._name}-{what}-{number}", role=role.name, policy_arn=policy.arn, opts=self._child
            )
        return role
