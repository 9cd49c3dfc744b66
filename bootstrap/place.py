"""One environment of the shop in one account: how the ARNs of its resources begin."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True)
class Place:
    """partition: `aws` or another; account: 12 digits; stack: such as `dev`; state_bucket: the bucket of all state.

    secrets_key_arn: the KMS key that encrypts the secrets in the environment's state; payment_key_arns: those that
    decrypt cards. hosted_zones: ids of the Route 53 zones whose records it may change.
    """

    partition: str
    region: str
    account: str
    stack: str
    state_bucket: str
    secrets_key_arn: str
    payment_key_arns: Sequence[str]
    hosted_zones: Sequence[str] = ()

    @property
    def prefix(self) -> str:
        """Return what physical names begin with."""
        return prefix(self.stack)

    @property
    def tags(self) -> dict[str, str]:
        """Return the tags that every resource of the environment is made with."""
        return {"Project": NAME, "Stack": self.stack}

    @property
    def boundary_arn(self) -> str:
        """Return the ARN of the policy that bounds every role of the environment."""
        return self.arn("iam", f"policy/{PIPELINE}{self.stack}-boundary", regional=False)

    def arn(self, service: str, resource: str, *, regional: bool = True, owned: bool = True) -> str:
        """Return an ARN; `regional` and `owned` say whether it holds the region and the account."""
        region, account = self.region if regional else "", self.account if owned else ""
        return f"arn:{self.partition}:{service}:{region}:{account}:{resource}"

    def bucket(self, name: str = "", objects: str = "") -> str:
        """Return the ARN of the environment's buckets whose name goes on so; with `/*` that of their objects."""
        return self.arn("s3", f"{self.prefix}{name}*{objects}", regional=False, owned=False)

    def log_groups(self) -> list[str]:
        """Return the ARNs of the environment's log groups and of their streams."""
        names = (self.prefix, f"/aws/lambda/{self.prefix}", f"/aws/vendedlogs/states/{self.prefix}")
        return [self.arn("logs", f"log-group:{name}*") for name in names]
