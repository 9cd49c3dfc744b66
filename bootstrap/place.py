"""How the names of an environment's things begin, and those of the pipeline's own."""

from collections.abc import Sequence

from components import stack_name
from components.pipeline import prefix as pipeline_prefix
from components.project import NAME

ISSUER = "token.actions.githubusercontent.com"
PIPELINE = pipeline_prefix(NAME)
STATE = f"{NAME}-state"
PIPELINES = (PIPELINE, f"{STATE}-")  # how the names of the pipeline's own things begin


def prefix(stack: str) -> str:
    """Return what an environment's physical names begin with; Pulumi.yaml's `pulumi:autonaming` makes them so.

    Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
    """
    return f"{NAME}-{stack}-"


def fault(stacks: Sequence[str]) -> str | None:
    """Return what is wrong with the environments' names, as one sentence, or None.

    A policy's pattern for what begins with one prefix must match nothing of another environment or of the pipeline.
    """
    for number, stack in enumerate(stacks):
        if wrong := stack_name.fault(stack, NAME):
            return wrong
        if prefix(stack).startswith(PIPELINES):
            return (
                f"names that begin with {prefix(stack)} are the pipeline's own: choose another than {stack!r}"
            )
        others = [*stacks[:number], *stacks[number + 1 :]]
        if longer := next((other for other in others if other.startswith(stack)), None):
            return f"no environment's name may be the beginning of another's, as {stack!r} is of {longer!r}"
    return None
