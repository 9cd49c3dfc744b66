"""The bucket of the shop's state, and the roles in which its pipeline previews and deploys each environment."""

import re
import sys
from pathlib import Path

import pulumi
import pulumi_aws as aws

# Pulumi puts this folder on the path, but `bootstrap` and `components` are in its parent.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bootstrap.environment import Environment, EnvironmentArgs
from bootstrap.place import ISSUER, PIPELINE, STATE, fault
from bootstrap.state import StateStore
from components.project import NAME
from components.rest_api import ApiLogging

config = pulumi.Config()
region = pulumi.Config("aws").require("region")
repository: str = config.require("repository")
if not re.fullmatch(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", repository):
    raise pulumi.RunError(f"bootstrap:repository must be owner/name, got {repository!r}")
stacks: list[str] = config.require_object("environments")
if wrong := fault(stacks):
    raise pulumi.RunError(f"bootstrap:environments: {wrong}")
payment_key: int = config.get_int("paymentKey") or 1
if payment_key < 1:
    raise pulumi.RunError(f"bootstrap:paymentKey must be 1 or more, got {payment_key}")

hosted_zones: list[str] = config.get_object("hostedZones") or []
if wrong := [zone for zone in hosted_zones if not re.fullmatch(r"Z[A-Z0-9]{1,31}", zone)]:
    raise pulumi.RunError(f"bootstrap:hostedZones must be ids such as Z0123456789ABC, got {wrong[0]!r}")

provider = aws.Provider("aws", region=region, default_tags={"tags": {"Project": f"{NAME}-bootstrap"}})
options = pulumi.ResourceOptions(providers=[provider])
lookup = pulumi.InvokeOptions(provider=provider)

state = StateStore(STATE, region, options)
issuer = aws.iam.OpenIdConnectProvider(
    "github",
    url=f"https://{ISSUER}",
    client_id_lists=["sts.amazonaws.com"],
    opts=pulumi.ResourceOptions(parent=state, provider=provider),
)
if config.get_bool("apiLogging") is not False:
    ApiLogging(f"{PIPELINE}api-logging", {}, options)
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
            payment_key=payment_key,
            hosted_zones=hosted_zones,
        ),
        options,
    )
    pulumi.export(stack, environment.outputs)
