"""Roles and policies: one role for each user, rights by name, nobody let in without a name or from elsewhere."""

import re

from policies.documents import Statement, allowing, is_trust, rights, statements
from policies.matching import account, is_pattern
from policies.model import Graph, Resource, listed

# Which property of which resource is the role that it acts as.
USERS = {
    "aws:apigateway/account:Account": "cloudwatchRoleArn",
    "aws:apigateway/integration:Integration": "credentials",
    "aws:lambda/function:Function": "role",
    "aws:sfn/stateMachine:StateMachine": "roleArn",
}
# Actions for which AWS offers no resource to name.
# Source: docs.aws.amazon.com/service-authorization/latest/reference/
WITHOUT_RESOURCES = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "polly:SynthesizeSpeech",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}

# Which properties give a managed policy to somebody.
GIVEN = ("policyArn", "policyArns", "managedPolicyArns")
AWSS_OWN = re.compile(r"arn:[^:]*:iam::aws:policy/")
# The services that ask for a role without saying on whose behalf: nobody can pass them another account's role.
# Sources: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html,
# github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/479
SILENT = {("service", "apigateway.amazonaws.com"), ("service", "lambda.amazonaws.com")}


def allows_not_everything(policy: Resource) -> bool:
    return not any(
        any(not action.partition(":")[1] or is_pattern(action.partition(":")[0]) for action in _actions(it))
        and not it.names_resources
        for it in rights(policy)
    )


def allows_no_service_whole(policy: Resource) -> bool:
    return not any(
        action.endswith("*") and not action.partition(":")[2].strip("*?")
        for it in rights(policy)
        for action in _actions(it)
    )


def names_its_actions(policy: Resource) -> bool:
    allowed = [action for it in allowing(policy) for action in _actions(it)]
    return not any(map(is_pattern, allowed)) and not any(it.inverse for it in statements(policy))


def names_its_resources(policy: Resource) -> bool:
    unnamed = {action.lower() for it in rights(policy) if not it.names_resources for action in _actions(it)}
    return unnamed <= {it.lower() for it in WITHOUT_RESOURCES}


def _actions(statement: Statement) -> list[str]:
    """Return the actions by name or pattern: all of them where some are left out, or none is said."""
    return statement.actions if statement.actions and not statement.values("notaction") else ["*"]


def trusts_one_service(role: Resource) -> bool:
    trusted = [principal for it in allowing(role) if is_trust(it) for principal in it.principals]
    return len(trusted) == 1 and trusted[0][0] in ("service", "federated")


def serves_one_user(role: Resource, graph: Graph) -> bool:
    """Tell whether one thing acts as this role; the integrations of one API are one thing."""
    users = {
        user.refs.get("restApi", (user.urn,))[0]
        for kind, prop in USERS.items()
        for user in graph.referring(kind, prop, role)
    }
    return len(users) == 1


def rights_are_our_own(resource: Resource) -> bool:
    given = (arn for prop in GIVEN for arn in listed(resource.get(prop)))
    return not any(AWSS_OWN.match(str(arn)) for arn in given)


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
