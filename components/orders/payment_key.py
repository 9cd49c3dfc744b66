"""The key for card data: its public half is in the page, its private half never leaves KMS."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import pulumi
import pulumi_aws as aws

from components.orders.iam import Statement

# The account administers the key, and policies of roles grant decryption, only with the cards' padding. The policy
# names no role, since KMS refuses a policy with a role so new that it isn't known everywhere.
# Sources: docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html,
# docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-algorithm
_POLICY = Path(__file__).with_name("payment_key.policy.json").read_text(encoding="utf-8")
_, _LETS_DECRYPT = json.loads(_POLICY)["Statement"]


@dataclass(frozen=True, kw_only=True)
class PaymentKeyArgs:
    """The key's settings, and the previous keys.

    AWS doesn't rotate asymmetric keys: create a new one and allow both for a while.
    Source: docs.aws.amazon.com/kms/latest/developerguide/rotate-keys-manually.html
    """

    protect: bool
    """Refuse to destroy the key."""
    alias: str | None = None
    """ARN of the key to use, if it was created elsewhere."""
    previous_key_arns: Sequence[str] = ()
    """Keys for which cards may still be encrypted by pages opened before a rotation."""


class PaymentKey(pulumi.ComponentResource):
    """An RSA key of 2048 bits for RSA-OAEP with SHA-256, which encrypts up to 190 bytes.

    Source: docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
    """

    arn: pulumi.Output[str]
    """The key's ARN."""
    public_key: pulumi.Output[str]
    """The public key: base64 of the SubjectPublicKeyInfo."""

    def __init__(self, name: str, args: PaymentKeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:PaymentKey", name, None, opts)
        arn = None
        if args.alias is None:
            child = pulumi.ResourceOptions(parent=self)
            key = make_key(name, child, protect=args.protect)
            aws.kms.Alias(name, target_key_id=key.key_id, opts=child)
            arn = key.arn
        public = aws.kms.get_public_key_output(
            key_id=arn or args.alias or "", opts=pulumi.InvokeOutputOptions(parent=self)
        )
        self.arn, self.public_key = arn or public.arn, public.public_key
        self.allowed_arns = [self.arn, *args.previous_key_arns]
        self.register_outputs({"arn": self.arn, "public_key": self.public_key})

    def may_decrypt(self) -> Statement:
        """Return the right to decrypt cards, only with this padding."""
        return {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": self.allowed_arns,
            "Condition": _LETS_DECRYPT["Condition"],
        }


def make_key(name: str, opts: pulumi.ResourceOptions, *, protect: bool) -> aws.kms.Key:
    """Create a key for cards. protect: refuse to destroy it."""
    lookup = pulumi.InvokeOutputOptions(parent=opts.parent)
    account = aws.get_caller_identity_output(opts=lookup).account_id
    partition = aws.get_partition_output(opts=lookup).partition
    return aws.kms.Key(
        name,
        description="Decrypts the card data of orders",
        key_usage="ENCRYPT_DECRYPT",
        customer_master_key_spec="RSA_2048",
        deletion_window_in_days=30 if protect else 7,
        policy=pulumi.Output.all(account=account, partition=partition).apply(_policy),
        opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(protect=protect)),
    )


def _policy(values: Mapping[str, str]) -> str:
    return json.dumps(json.loads(Template(_POLICY).substitute(values)), sort_keys=True)
