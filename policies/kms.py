"""Keys: who may use them, and how."""

from policies.documents import Statement, allowing, rights
from policies.iam import GIVEN
from policies.matching import account
from policies.model import Graph, Resource

# Which properties say to whom a policy is given.
HOLDERS = ("role", "roles", "roleName", "user", "users", "userName", "group", "groups", "groupName")
DECRYPTION = ("kms:Decrypt", "kms:ReEncryptFrom")
CARD_PADDING = {("stringequals", "kms:encryptionalgorithm"): ["RSAES_OAEP_SHA_256"]}


def decrypts_with_named_keys(policy: Resource) -> bool:
    return not any(_may_decrypt(it) and not it.names_resources for it in rights(policy))


def _may_decrypt(statement: Statement) -> bool:
    return any(map(statement.may, DECRYPTION))


def decrypts_one_padding(key: Resource) -> bool:
    """Tell whether the key decrypts what the page encrypts, and nothing else."""
    if not str(key.get("customerMasterKeySpec")).startswith("RSA_"):
        return True
    conditions = [it.conditions for it in allowing(key) if _may_decrypt(it)]
    return bool(conditions) and all(it == CARD_PADDING for it in conditions)


def is_the_only_one_to_decrypt(policy: Resource, graph: Graph) -> bool:
    if not _decrypts(policy):
        return True
    holders = {it for other in graph.resources if _decrypts(other) for it in _holders(other, graph)}
    return len(holders) == 1


def _holders(policy: Resource, graph: Graph) -> list[str]:
    """Return those that a policy is given to, the resource that holds it where none is named."""
    given = [it for it in graph.resources for prop in GIVEN if policy.urn in it.refs.get(prop, ())]
    named = [holder for it in given or [policy] for prop in HOLDERS for holder in it.refs.get(prop, ())]
    return named or [policy.urn]


def _decrypts(policy: Resource) -> bool:
    """Tell whether somebody may decrypt by this; a key's policy that speaks of the account leaves it to others."""
    return any(_may_decrypt(it) and not _delegates(it) for it in allowing(policy))


def _delegates(statement: Statement) -> bool:
    names = [name for _, name in statement.principals]
    return bool(names) and all(name == account(name) or name.endswith(":root") for name in names)
