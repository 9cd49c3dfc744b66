"""The prefixes of the names of an environment's resources, and of the pipeline's own."""

from collections.abc import Sequence

from components import stack_name
from components.pipeline import prefix as pipeline_prefix
from components.project import NAME

ISSUER = "token.actions.githubusercontent.com"
PIPELINE = pipeline_prefix(NAME)
STATE = f"{NAME}-state"
PIPELINES = (PIPELINE, f"{STATE}-")  # prefixes of the names of the pipeline's own resources


def prefix(stack: str) -> str:
    """Return the prefix of an environment's physical names, as `pulumi:autonaming` in Pulumi.yaml makes them.

    Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
    """
    return f"{NAME}-{stack}-"


def fault(stacks: Sequence[str]) -> str | None:
    """Return one sentence on what is wrong with the environments' names, or None.

    A policy's pattern for one prefix must match no resource of another environment or of the pipeline.
    """
    for number, stack in enumerate(stacks):
        if wrong := stack_name.fault(stack, NAME):
            return wrong
        if prefix(stack).startswith(PIPELINES):
            return f"names that begin with {prefix(stack)} are the pipeline's own: choose another name than {stack!r}"
        others = [*stacks[:number], *stacks[number + 1 :]]
        if longer := next((other for other in others if other.startswith(stack)), None):
            return (
                f"an environment's name must not be the beginning of another's, as {stack!r} is of {longer!r}"
            )
    return None
