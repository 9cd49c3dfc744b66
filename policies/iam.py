"""Roles and their rights: one role for each user, policies that name what they allow."""

from policies.model import Graph, Resource
from policies.rule import ResourceRule, Rule, StackRule, control
from policies.statements import (
    BUCKET_POLICY,
    KEY,
    MANAGED,
    RIGHTS,
    ROLE,
    allowing,
    allows,
    listed,
    statements,
)

ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
POLICIES = "docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
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


def allows_not_everything(policy: Resource) -> bool:
    return not any(
        "*" in listed(it.get("Action")) and "*" in listed(it.get("Resource")) for it in allowing(policy)
    )


def allows_no_service_whole(policy: Resource) -> bool:
    return not any(action.endswith(":*") for it in allowing(policy) for action in listed(it.get("Action")))


def names_its_actions(policy: Resource) -> bool:
    inverse = {"NotAction", "NotPrincipal", "NotResource"}
    actions = [action for it in allowing(policy) for action in listed(it.get("Action"))]
    return not any("*" in action for action in actions) and not any(
        inverse & set(it) for it in statements(policy)
    )


def names_its_resources(policy: Resource) -> bool:
    unnamed = [
        action
        for it in allowing(policy)
        if "*" in listed(it.get("Resource"))
        for action in listed(it.get("Action"))
    ]
    return set(unnamed) <= WITHOUT_RESOURCES


def trusts_one_service(role: Resource) -> bool:
    principals = [it["Principal"] for it in allowing(role)]
    return (
        len(principals) == 1
        and set(principals[0]) == {"Service"}
        and len(listed(principals[0]["Service"])) == 1
    )


def is_the_only_one_to_decrypt(policy: Resource, graph: Graph) -> bool:
    return not _decrypts(policy) or not any(
        _decrypts(it) for it in graph.of(policy.type) if it.urn != policy.urn
    )


def _decrypts(policy: Resource) -> bool:
    return any(allows(it, "kms:Decrypt") for it in allowing(policy))


def serves_one_user(role: Resource, graph: Graph) -> bool:
    """Tell whether one thing acts as this role; the integrations of one API are one thing."""
    users = {
        user.refs.get("restApi", (user.urn,))[0]
        for kind, prop in USERS.items()
        for user in graph.referring(kind, prop, role)
    }
    return len(users) == 1


def is_our_own(attachment: Resource) -> bool:
    return not str(attachment.get("policyArn")).startswith("arn:aws:iam::aws:policy/")


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="IAM.1",
        types=(MANAGED, RIGHTS),
        says="No policy allows everything",
        fix="name the actions and resources that are needed",
        severity="high",
        source=control("IAM.1"),
        holds=allows_not_everything,
    ),
    ResourceRule(
        name="IAM.21",
        types=(MANAGED, RIGHTS),
        says="No policy allows all actions of a service",
        fix="name the actions that are needed",
        severity="low",
        source=control("IAM.21"),
        holds=allows_no_service_whole,
    ),
    ResourceRule(
        name="policy-names-its-actions",
        types=(BUCKET_POLICY, KEY, MANAGED, RIGHTS, ROLE),
        says="A policy allows actions by name, and says what it is about, not what it is not about",
        fix="write out actions instead of `*`; use Action, Principal and Resource",
        severity="high",
        source=POLICIES,
        holds=names_its_actions,
    ),
    ResourceRule(
        name="policy-names-its-resources",
        types=(MANAGED, RIGHTS),
        says="A policy names its resources wherever AWS has some to name",
        fix="name the ARNs; extend WITHOUT_RESOURCES only for actions that take none",
        severity="high",
        source=POLICIES,
        holds=names_its_resources,
    ),
    ResourceRule(
        name="role-trusts-one-service",
        types=(ROLE,),
        says="A role is for one service of AWS",
        fix="make a role for each",
        severity="high",
        source=POLICIES,
        holds=trusts_one_service,
    ),
    StackRule(
        name="role-has-one-user",
        types=(ROLE,),
        says="One function, machine or API acts as a role, and nothing else",
        fix="make a role for each, and remove those that nothing uses",
        severity="high",
        source=POLICIES,
        holds=serves_one_user,
    ),
    StackRule(
        name="one-role-decrypts",
        types=(RIGHTS,),
        says="One role alone may decrypt cards",
        fix="take kms:Decrypt from the others",
        severity="critical",
        source="docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html",
        holds=is_the_only_one_to_decrypt,
    ),
    ResourceRule(
        name="no-policy-of-awss-own",
        types=(ATTACHMENT,),
        says="Rights are written here, not in a policy that AWS may widen",
        fix="write the rights as a policy of the role",
        severity="medium",
        source="docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
        holds=is_our_own,
    ),
)
