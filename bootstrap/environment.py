"""What the pipeline needs for one environment: a key for its secrets, and two roles."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from bootstrap.optional import changing_options, reading_options
from bootstrap.place import ISSUER, PIPELINE, Place
from bootstrap.rights import Statement, bounding, changing, delivering, reading, refreshing
from components.orders.payment_key import make_key
from components.pipeline import payment_key_alias
from components.project import NAME

SESSION_SECONDS = 3600
DEPLOYMENT_SECONDS = 3 * 3600  # CloudFront may take 90 minutes, and a role's session isn't prolonged
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
    """state_bucket: its name; repository: `owner/name`; issuer_arn: GitHub's, as IAM knows it.

    payment_key: the number of the key for cards, 1 or more. hosted_zones: ids of those with the page's address.
    """

    stack: str
    region: str
    state_bucket: pulumi.Input[str]
    repository: str
    issuer_arn: pulumi.Input[str]
    payment_key: int
    hosted_zones: Sequence[str] = ()


class Environment(pulumi.ComponentResource):
    """The keys, the boundary of all roles, and a role each for previews, for looking for drift and for deployments.

    Previews run for pull requests, whatever stands in them; looking for drift on the main branch; deployments in the
    GitHub environment that has the stack's name.
    outputs: what the repository's variables for this environment are.
    Source: docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
    """

    def __init__(self, name: str, args: EnvironmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("bootstrap:index:Environment", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        lookup = pulumi.InvokeOutputOptions(parent=self)
        self._account = aws.get_caller_identity_output(opts=lookup).account_id
        self._partition = aws.get_partition_output(opts=lookup).partition
        secrets = self._secrets_key()
        alias = self._alias("secrets", f"alias/{PIPELINE}{args.stack}-secrets", secrets)
        payment = self._payment_keys()
        self._place = self._know_place(secrets.arn, payment)
        boundary = self._policy("boundary", bounding, name=f"{PIPELINE}{args.stack}-boundary")
        self._let_workflows_log()
        roles = self._roles()
        self.outputs = {
            **{f"{what}Role": role.name for what, role in roles.items()},
            "permissionsBoundaryArn": boundary.arn,
            "paymentKeyArn": payment[-1].arn,
            "secretsProvider": pulumi.Output.concat(
                "awskms://", alias.name, f"?region={args.region}&awssdk=v2"
            ),
        }
        self.register_outputs(self.outputs)

    def _alias(self, what: str, name: pulumi.Input[str], key: aws.kms.Key) -> aws.kms.Alias:
        return aws.kms.Alias(f"{self._name}-{what}", name=name, target_key_id=key.key_id, opts=self._child)

    def _payment_keys(self) -> list[aws.kms.Key]:
        """Make the key for cards and keep the one before it; a deployment may only ask for its public half."""
        latest = self._args.payment_key
        keys = [
            make_key(f"{self._name}-payment-{number}", self._child, protect=True)
            for number in range(max(1, latest - 1), latest + 1)
        ]
        place = pulumi.Output.format(
            "arn:{0}:iam::{1}:policy/{2}{3}-boundary",
            self._partition,
            self._account,
            PIPELINE,
            self._args.stack,
        )
        self._alias("payment", place.apply(lambda arn: payment_key_alias(arn, NAME) or ""), keys[-1])
        return keys

    def _let_workflows_log(self) -> None:
        """Let Step Functions' log deliveries write, so that no role of the environment needs to allow that itself.

        Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
        """
        aws.cloudwatch.LogResourcePolicy(
            f"{self._name}-workflow-logs",
            policy_name=f"{PIPELINE}{self._args.stack}-workflow-logs",
            policy_document=self._place.apply(lambda place: _document([delivering(place)])),
            opts=self._child,
        )

    def _roles(self) -> dict[str, aws.iam.Role]:
        read = [self._policy("reading", reading), self._policy("reading-options", reading_options)]
        refresh = [*read, self._policy("refreshing", refreshing)]
        change = [self._policy("changing", changing), self._policy("changing-options", changing_options)]
        repository = f"repo:{self._args.repository}"
        return {
            "preview": self._role("preview", f"{repository}:pull_request", read),
            "drift": self._role("drift", f"{repository}:ref:refs/heads/main", refresh),
            "deploy": self._role(
                "deploy", f"{repository}:environment:{self._args.stack}", [*refresh, *change]
            ),
        }

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

    def _know_place(
        self, key_arn: pulumi.Output[str], payment: Sequence[aws.kms.Key]
    ) -> pulumi.Output[Place]:
        known = pulumi.Output.all(
            self._partition, self._account, self._args.state_bucket, key_arn, *(key.arn for key in payment)
        )
        return known.apply(
            lambda it: Place(
                partition=it[0],
                account=it[1],
                state_bucket=it[2],
                secrets_key_arn=it[3],
                payment_key_arns=it[4:],
                region=self._args.region,
                stack=self._args.stack,
                hosted_zones=self._args.hosted_zones,
            )
        )

    def _policy(
        self,
        what: str,
        statements: Callable[[Place], list[Statement]],
        name: str | None = None,
    ) -> aws.iam.Policy:
        document = self._place.apply(lambda place: _document(statements(place)))
        return aws.iam.Policy(f"{self._name}-{what}", name=name, policy=document, opts=self._child)

    def _role(self, what: str, subject: str, policies: Sequence[aws.iam.Policy]) -> aws.iam.Role:
        """Make a role that GitHub's tokens with this subject, and no others, may take."""
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
                            f"{ISSUER}:sub": subject,
                        }
                    },
                }
            ],
        }
        role = aws.iam.Role(
            f"{self._name}-{what}",
            name=f"{PIPELINE}{self._args.stack}-{what}",  # workflows know it by this name
            assume_role_policy=pulumi.Output.json_dumps(trust),
            max_session_duration=DEPLOYMENT_SECONDS if what == "deploy" else SESSION_SECONDS,
            opts=self._child,
        )
        for number, policy in enumerate(policies, 1):
            aws.iam.RolePolicyAttachment(
                f"{self._name}-{what}-{number}", role=role.name, policy_arn=policy.arn, opts=self._child
            )
        return role


def _document(statements: list[Statement]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
