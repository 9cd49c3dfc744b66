"""Conditions on roles, keys and buckets: rights by name, one user for each, no anonymous or foreign principals."""

import re

from policies.documents import Statement, allowing, is_trust, rights, statements
from policies.matching import account, is_pattern
from policies.model import Graph, Resource, listed

# The properties that attach a managed policy, and those that say to whom.
GIVEN = ("policyArn", "policyArns", "managedPolicyArns")
HOLDERS = ("role", "roles", "roleName", "user", "users", "userName", "group", "groups", "groupName")
AWSS_OWN = re.compile(r"arn:[^:]*:iam::aws:policy/")
DECRYPTION = ("kms:Decrypt", "kms:ReEncryptFrom")
CARD_PADDING = {("stringequals", "kms:encryptionalgorithm"): ["RSAES_OAEP_SHA_256"]}
# Services that assume a role without saying on whose behalf: nobody can pass them another account's role.
# Sources: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
# github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/479
SILENT = {("service", "apigateway.amazonaws.com"), ("service", "lambda.amazonaws.com")}


def actions_of(statement: Statement) -> list[str]:
    """Return the actions by name or pattern: all of them if the statement has NotAction or no action."""
    return statement.actions if statement.actions and not statement.values("notaction") else ["*"]


def allows_not_everything(policy: Resource) -> bool:
    return not any(
        any(not action.partition(":")[1] or is_pattern(action.partition(":")[0]) for action in actions_of(it))
        and not it.names_resources
        for it in rights(policy)
    )


def allows_no_service_whole(policy: Resource) -> bool:
    allowed = [action for it in rights(policy) for action in actions_of(it)]
    return not any(it.endswith("*") and not it.partition(":")[2].strip("*?") for it in allowed)


def names_its_actions(policy: Resource) -> bool:
    allowed = [action for it in allowing(policy) for action in actions_of(it)]
    return not any(map(is_pattern, allowed)) and not any(it.inverse for it in statements(policy))


def trusts_one_service(role: Resource) -> bool:
    trusted = [principal for it in allowing(role) if is_trust(it) for principal in it.principals]
    return len(trusted) == 1 and trusted[0][0] in ("service", "federated")


def rights_are_our_own(resource: Resource) -> bool:
    given = (arn for prop in GIVEN for arn in listed(resource.get(prop)))
    return not any(AWSS_OWN.match(str(arn)) for arn in given)


def says_whom_it_admits(policy: Resource) -> bool:
    return not any(it.admits_anyone or (_needs_origin(it) and not it.origins) for it in allowing(policy))


def _needs_origin(statement: Statement) -> bool:
    kept = SILENT if is_trust(statement) else set()
    return any(kind in ("service", "federated") for kind, name in set(statement.principals) - kept)


def admits_this_account_alone(policy: Resource, graph: Graph) -> bool:
    """Return whether no principal is from another account; those in the stack's own ARNs are its own."""
    named = {number for it in allowing(policy) for number in _accounts(it)}
    return not named or named <= {account(str(arn)) for arn in graph.known("arn")}


def _accounts(statement: Statement) -> set[str]:
    people = {name for kind, name in statement.principals if kind != "service" and not is_pattern(name)}
    origins = statement.origins if statement.principals or statement.values("notprincipal") else []
    return {account(name) or name for name in people} | {account(it) for it in origins} - {""}


def refuses_plain_http(policy: Resource) -> bool:
    return any(_refuses_plain_http(it) for it in statements(policy))


def _refuses_plain_http(statement: Statement) -> bool:
    """Return whether a statement denies everybody everything in bucket and objects, with no other condition."""
    objects = {it.removesuffix("/*") for it in statement.resources if it.endswith("/*")}
    return (
        not statement.allows
        and ("aws", "*") in statement.principals
        and not {"*", "s3:*"}.isdisjoint(it.lower() for it in statement.actions)
        and bool(objects & set(statement.resources))
        and statement.conditions == {("bool", "aws:securetransport"): ["false"]}
    )


def decrypts_with_named_keys(policy: Resource) -> bool:
    return not any(_may_decrypt(it) and not it.names_resources for it in rights(policy))


def _may_decrypt(statement: Statement) -> bool:
    return any(map(statement.may, DECRYPTION))


def decrypts_one_padding(key: Resource) -> bool:
    """Return whether the key can decrypt what the page encrypts, and nothing else."""
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
    """Return to whom a policy is attached, or the resource that contains it."""
    given = [it for it in graph.resources for prop in GIVEN if policy.urn in it.refs.get(prop, ())]
    named = [holder for it in given or [policy] for prop in HOLDERS for holder in it.refs.get(prop, ())]
    return named or [policy.urn]


def _decrypts(policy: Resource) -> bool:
    """Return whether this allows somebody to decrypt; a key's policy for the account leaves that to other policies."""
    return any(_may_decrypt(it) and not _delegates(it) for it in allowing(policy))


def _delegates(statement: Statement) -> bool:
    names = [name for _, name in statement.principals]
    return bool(names) and all(name == account(name) or name.endswith(":root") for name in names)
