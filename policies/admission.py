"""Whom policies let in: nobody without a name, and nobody from elsewhere."""

from policies.documents import Statement, allowing, is_trust
from policies.matching import account, is_pattern
from policies.model import Graph, Resource

# The services that ask for a role without saying on whose behalf: nobody can pass them another account's role.
# Sources: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
# github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/479
SILENT = {("service", "apigateway.amazonaws.com"), ("service", "lambda.amazonaws.com")}


def says_whom_it_admits(policy: Resource) -> bool:
    return not any(it.admits_anyone or (_needs_origin(it) and not it.origins) for it in allowing(policy))


def _needs_origin(statement: Statement) -> bool:
    kept = SILENT if is_trust(statement) else set()
    return any(kind in ("service", "federated") for kind, name in set(statement.principals) - kept)


def admits_this_account_alone(policy: Resource, graph: Graph) -> bool:
    """Tell whether nobody of another account is let in; the accounts of the stack's own ARNs are its own."""
    named = {number for it in allowing(policy) for number in _accounts(it)}
    return not named or named <= {account(str(arn)) for arn in graph.known("arn")}


def _accounts(statement: Statement) -> set[str]:
    people = {name for kind, name in statement.principals if kind != "service" and not is_pattern(name)}
    origins = statement.origins if statement.principals or statement.values("notprincipal") else []
    return {account(name) or name for name in people} | {account(it) for it in origins} - {""}
