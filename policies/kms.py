"""Keys: who may use them, and how."""

from policies.model import Resource
from policies.rule import ResourceRule, Rule, control
from policies.statements import KEY, MANAGED, RIGHTS, Statement, allowing, allows, is_for_anyone, listed

DECRYPTION = ("kms:Decrypt", "kms:ReEncryptFrom")
CARD_PADDING = "RSAES_OAEP_SHA_256"


def decrypts_with_named_keys(policy: Resource) -> bool:
    return not any(_decrypts_with_any_key(it) for it in allowing(policy))


def _decrypts_with_any_key(statement: Statement) -> bool:
    every = any(it == "*" or it.endswith(":key/*") for it in listed(statement.get("Resource")))
    return every and any(allows(statement, action) for action in DECRYPTION)


def is_not_public(key: Resource) -> bool:
    return not any(is_for_anyone(it) for it in allowing(key))


def decrypts_one_padding(key: Resource) -> bool:
    """Tell whether the key decrypts what the page encrypts, and nothing else."""
    if not str(key.get("customerMasterKeySpec")).startswith("RSA_"):
        return True
    conditions = [it.get("Condition", {}) for it in allowing(key) if allows(it, "kms:Decrypt")]
    wanted = {"StringEquals": {"kms:EncryptionAlgorithm": CARD_PADDING}}
    return bool(conditions) and all(it == wanted for it in conditions)


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="KMS.1",
        types=(MANAGED,),
        says="No managed policy allows to decrypt with every key",
        fix="name the key's ARN",
        severity="medium",
        source=control("KMS.1"),
        holds=decrypts_with_named_keys,
    ),
    ResourceRule(
        name="KMS.2",
        types=(RIGHTS,),
        says="No role's own policy allows to decrypt with every key",
        fix="name the key's ARN",
        severity="medium",
        source=control("KMS.2"),
        holds=decrypts_with_named_keys,
    ),
    ResourceRule(
        name="KMS.5",
        types=(KEY,),
        says="No key is public",
        fix="name the account in the key's policy",
        severity="critical",
        source=control("KMS.5"),
        holds=is_not_public,
    ),
    ResourceRule(
        name="key-decrypts-one-padding",
        types=(KEY,),
        says="The cards' key decrypts OAEP with SHA-256 alone, whatever a role's policy says",
        fix="let the key's policy allow kms:Decrypt under the condition kms:EncryptionAlgorithm",
        severity="high",
        source="docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-algorithm",
        holds=decrypts_one_padding,
    ),
)
