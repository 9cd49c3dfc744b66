"""The place of goPizza's state, and the roles by which its pipeline previews and deploys each environment."""

import re
import sys
from pathlib import Path

import pulumi
import pulumi_aws as aws

# Pulumi puts this folder on the path, where `bootstrap` and `components` aren't found.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bootstrap.environment import ISSUER, Environment, EnvironmentArgs
from bootstrap.place import PROJECT
from bootstrap.state import StateStore
from components import stack_name

config = pulumi.Config()
region = pulumi.Config("aws").require("region")
repository: str = config.require("repository")
if not re.fullmatch(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", repository):
    raise pulumi.RunError(f"gopizza-bootstrap:repository must be owner/name, got {repository!r}")
stacks: list[str] = config.require_object("environments")
for stack in stacks:
    if not re.fullmatch(r"(?!pipeline$)[a-z][a-z0-9]*", stack):
        raise pulumi.RunError(
            "gopizza-bootstrap:environments must be names of lower case letters and digits, and none of them "
            f"pipeline, got {stack!r}"
        )
    if wrong := stack_name.fault(stack, PROJECT):
        raise pulumi.RunError(f"gopizza-bootstrap:environments: {wrong}")

provider = aws.Provider("aws", region=region, default_tags={"tags": {"Project": pulumi.get_project()}})
here = pulumi.ResourceOptions(providers=[provider])
lookup = pulumi.InvokeOptions(provider=provider)

state = StateStore("gopizza-state", region, here)
issuer = aws.iam.OpenIdConnectProvider(
    "github",
    url=f"https://{ISSUER}",
    client_id_lists=["sts.amazonaws.com"],
    opts=pulumi.ResourceOptions(parent=state, provider=provider),
)
pulumi.export("account", aws.get_caller_identity_output(opts=lookup).account_id)
pulumi.export("backendUrl", state.url)
for stack in stacks:
    environment = Environment(
        stack,
        EnvironmentArgs(
            stack=stack,
            region=region,
            state_bucket=state.bucket_name,
            repository=repository,
            issuer_arn=issuer.arn,
        ),
        here,
    )
    pulumi.export(stack, environment.outputs)
