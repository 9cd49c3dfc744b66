"""Which names a project and its stacks may have: both are part of every physical name, whose length AWS limits.

`Pulumi.yaml` defines physical names by `pulumi:autonaming`. The provider would refuse a too long one in the middle
of an update; so the program, bootstrap and `make plan` check the names before anything is created.
"""

import re

from components.orders.functions import MODULES

FORM = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
PHYSICAL = "{project}-{stack}-{name}-1234567"
LONGEST = max((f"orders-{module.replace('_', '-')}-role" for module in MODULES), key=len)
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
ROLE_NAME_LIMIT = 64


def most_letters(project: str) -> int:
    """Return how long a stack's name may be so that the longest physical name still fits."""
    return ROLE_NAME_LIMIT - len(PHYSICAL.format(project=project, stack="", name=LONGEST))


def most_of_a_project() -> int:
    """Return how long the project's name may be so that a stack can still be called `local`."""
    return most_letters("") - len("local")


def fault(stack: str, project: str) -> str | None:
    """Return one sentence on what is wrong with the name of a stack, or the project's in Pulumi.yaml, or None."""
    if not FORM.fullmatch(project) or len(project) > most_of_a_project():
        return (
            f"the project's name must be 1 to {most_of_a_project()} lower case letters, digits and inner hyphens, got "
            f"{project!r} in Pulumi.yaml: buckets and roles are named after it"
        )
    most = most_letters(project)
    if FORM.fullmatch(stack) and len(stack) <= most:
        return None
    return (
        f"a stack's name must be 1 to {most} lower case letters, digits and inner hyphens, got {stack!r}: "
        f"{PHYSICAL.format(project=project, stack='…', name=LONGEST)} may have {ROLE_NAME_LIMIT} characters on AWS"
    )
