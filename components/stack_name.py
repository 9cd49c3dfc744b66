"""The names that a project and its stacks may have: both are in every physical name, and those are limited by AWS.

`Pulumi.yaml` makes physical names by `pulumi:autonaming`. The provider refuses one that is too long, half-way through
an update; so the program, bootstrap and `make plan` ask here before anything is made.
"""

import re

from components.orders.functions import MODULES

FORM = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
PHYSICAL = "{project}-{stack}-{name}-1234567"
LONGEST = max((f"orders-{module.replace('_', '-')}-role" for module in MODULES), key=len)
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
ROLE_NAME_LIMIT = 64


def most_letters(project: str) -> int:
    """Return how long a stack's name may be, that the longest physical name is just short enough."""
    return ROLE_NAME_LIMIT - len(PHYSICAL.format(project=project, stack="", name=LONGEST))


def most_of_a_project() -> int:
    """Return how long the project's name may be, that a stack may still be called `local`."""
    return most_letters("") - len("local")


def fault(stack: str, project: str) -> str | None:
    """Return what is wrong with a stack's name, or with the project's in Pulumi.yaml, as one sentence, or None."""
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
