"""One environment of goPizza in one account: how the ARNs of its resources begin."""

from dataclasses import dataclass

PROJECT = "gopizza"
PIPELINE = f"{PROJECT}-pipeline-"  # what the pipeline's own things begin with: no environment may touch those


@dataclass(frozen=True, kw_only=True)
class Place:
    """partition: `aws` or another; account: 12 digits; stack: such as `dev`; state_bucket: the bucket of all state.

    secrets_key_arn: the KMS key that encrypts the secrets in the environment's state.
    """

    partition: str
    region: str
    account: str
    stack: str
    state_bucket: str
    secrets_key_arn: str

    @property
    def prefix(self) -> str:
        """Return what physical names begin with; Pulumi.yaml's `pulumi:autonaming` makes them so.

        Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
        """
        return f"{PROJECT}-{self.stack}-"

    @property
    def boundary_arn(self) -> str:
        """Return the ARN of the policy that bounds every role of the environment."""
        return self.arn("iam", f"policy/{PIPELINE}{self.stack}-boundary", regional=False)

    def arn(self, service: str, resource: str, *, regional: bool = True, owned: bool = True) -> str:
        """Return an ARN; `regional` and `owned` say whether it holds the region and the account."""
        region, account = self.region if regional else "", self.account if owned else ""
        return f"arn:{self.partition}:{service}:{region}:{account}:{resource}"

    def bucket(self, suffix: str = "") -> str:
        """Return the ARN of the environment's buckets, or with a suffix such as `/*` of what is in them."""
        return self.arn("s3", f"{self.prefix}*{suffix}", regional=False, owned=False)

    def log_groups(self) -> list[str]:
        """Return the ARNs of the environment's log groups and of their streams."""
        names = (self.prefix, f"/aws/lambda/{self.prefix}", f"/aws/vendedlogs/states/{self.prefix}")
        return [self.arn("logs", f"log-group:{name}*") for name in names]
