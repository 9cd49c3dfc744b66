"""Every role of the running shop tries what any role may do, the like on neighbours, and what nobody may do."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.running import RunningShop
from tests.system.role_calls import (
    ALIKE,
    CALLS,
    CARD_PADDING,
    NOBODYS,
    NONE,
    OTHER_PADDING,
    WITHOUT_CALLS,
    Attempt,
)
from tests.system.role_rights import Role, roles_of, session

ROLES = 6  # three functions, the workflow, the API, the account's API log
ANY_STREAM = "arn:aws:logs:us-east-2:000000000000:log-group:any:log-stream:none"
ON_ROLES = ("iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "sts:AssumeRole")
PADDINGS = {"kms:Decrypt": (CARD_PADDING, OTHER_PADDING), "kms:Encrypt": (CARD_PADDING,)}
# A bucket's name, or the name after a resource's type.
NAME = re.compile(r"^arn:aws:(s3:::[^/]+|(?!s3)(?:[^:]*:){3}[\w-]+[:/][^:]+)")

type Pair = tuple[str, str]  # an action and the ARN of its resource


@pytest.fixture(name="roles", scope="module")
def _roles(shop: RunningShop) -> list[Role]:
    return roles_of(shop)


def concrete(action: str, resource: str) -> str:
    """Return the ARN of something that isn't there and that a policy's resource covers."""
    if resource == "*":
        needs_stream = "logGroupName" in CALLS[action].parameters(ANY_STREAM)
        return ANY_STREAM if needs_stream else resource
    return resource.replace("*", f"log-stream:{NONE}" if ":log-group:" in resource else NONE)


def neighbours(resource: str) -> Iterator[str]:
    """Yield ARNs that differ in the name alone, and in the folder if there is one."""
    if resource != "*":
        yield NAME.sub(r"\g<0>-other", resource)
    bucket, slash, key = resource.partition("/")
    if resource.startswith("arn:aws:s3:") and slash:
        yield f"{bucket}/another-{key}"


def granted(roles: list[Role]) -> set[Pair]:
    """Return what some role is allowed."""
    return {
        (action, concrete(action, resource))
        for role in roles
        for action, resource in role.grants
        if action not in WITHOUT_CALLS
    }


def next_to(pairs: set[Pair]) -> set[Pair]:
    return {(action, neighbour) for action, resource in pairs for neighbour in neighbours(resource)}


def attempts(roles: list[Role], buckets: list[str]) -> list[Attempt]:
    """Return what every role is to try."""
    own = granted(roles)
    alike = {(other, resource) for other, like in ALIKE.items() for action, resource in own if action == like}
    on_roles = {(action, role.arn) for action in ON_ROLES for role in roles}
    on_buckets = {
        (action, f"arn:aws:s3:::{bucket}{key}")
        for bucket in buckets
        for action, key in (("s3:ListBucket", ""), ("s3:PutObject", "/page"), ("s3:DeleteObject", "/page"))
    }
    pairs = own | next_to(own) | alike | on_roles | on_buckets | {("iam:CreateUser", "*")}
    return sorted(
        (Attempt(action, arn, padding) for action, arn in pairs for padding in PADDINGS.get(action, (None,))),
        key=str,
    )


def wrong(shop: RunningShop, role: Role, tried: list[Attempt]) -> Iterator[str]:
    """Try everything as a role; yield what went another way than the role's own policies say."""
    taken = session(shop, role)
    deployers = {call.service: shop.client(call.service) for call in CALLS.values() if call.undo}
    for attempt in tried:
        call = CALLS[attempt.action]
        refused = call.is_refused(attempt, taken.client(call.service), deployers.get(call.service))
        if refused == role.may(attempt):
            yield f"{role.name} {'may not' if refused else 'may'} {attempt}"


def test_a_call_is_known_for_every_action_that_a_role_may(roles: list[Role]) -> None:
    actions = {action for role in roles for action, _ in role.grants}
    assert actions - WITHOUT_CALLS <= set(CALLS)
    assert not actions & set(NOBODYS)


def test_no_role_reaches_what_is_next_to_its_own(roles: list[Role]) -> None:
    # The account's log role is as AWS documents it, for every log group.
    # Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    ours = [role for role in roles if "api-logging" not in role.name]
    assert len(ours) == ROLES - 1
    nearby = [Attempt(*pair, CARD_PADDING) for pair in next_to(granted(roles))]
    assert len(nearby) > len(ours)
    assert [(role.name, attempt) for role in ours for attempt in nearby if role.may(attempt)] == []


def test_every_role_may_do_its_own_and_nothing_of_any_others(
    shop: RunningShop, roles: list[Role], report: Callable[[str], None]
) -> None:
    buckets = [bucket["Name"] for bucket in shop.client("s3").list_buckets()["Buckets"]]
    tried = attempts(roles, buckets)
    allowed = sum(role.may(attempt) for role in roles for attempt in tried)
    report(
        f"rights: {len(roles) * len(tried)} cells of {len(roles)} roles, {allowed} allowed, tried by real calls"
    )
    assert len(roles) == ROLES
    assert [line for role in roles for line in wrong(shop, role, tried)] == []
