"""`python -m bootstrap.doctor STACK`: check, reading only, if the account has what a first deployment needs.

One line for each check: fine, or what to do. Exit code 1 if there is something to do.
"""

import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from bootstrap.place import ISSUER
from components import project, settings, stack_name
from components.sdk_bundle.sessions import session
from local import configuration, machine

ROOT = Path(__file__).resolve().parent.parent
# Step Functions' quotas that an order uses, by a part of their names: their refill rates per second.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
QUOTAS = {"StartExecution throttle": "start", "DescribeExecution throttle": "describe"}

HASTE = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2, "mode": "standard"})


class ToDo(Exception):  # noqa: N818 - nothing failed
    """What to do before a first deployment, as one sentence."""


class Account(NamedTuple):
    """client: from a service to its client."""

    stack: str
    settings: settings.Settings
    client: Callable[[str], Any]


def settings_of(stack: str, root: Path = ROOT) -> settings.Settings:
    """Return a stack's settings, with the project's defaults for a missing file and for encrypted values.

    Raises ConfigurationError and SettingsError. It doesn't check if the settings go together, as `make plan` does.
    """
    file = root / f"Pulumi.{stack}.yaml"
    readable = file if file.exists() else Path(os.devnull)
    name, values = configuration.merged(root / "Pulumi.yaml", readable, {}, without_secrets=True)
    return settings.each(values, name, file.name)


def name(account: Account) -> str:
    if wrong := stack_name.fault(account.stack, project.NAME):
        raise ToDo(wrong)
    return f"{account.stack} is a valid stack name"


def region(account: Account) -> str:
    wanted, known = account.settings.region, boto3.Session()
    partitions = known.get_available_partitions()
    if not any(wanted in known.get_available_regions("stepfunctions", it) for it in partitions):
        raise ToDo(f"{wanted} is not a known region of Step Functions: set aws:region")
    return f"{wanted} has Step Functions"


def credentials(account: Account) -> str:
    caller = account.client("sts").get_caller_identity()
    allowed = account.settings.allowed_account_ids
    if allowed and caller["Account"] not in allowed:
        raise ToDo(f"account {caller['Account']} isn't in aws:allowedAccountIds: use other credentials")
    return f"{caller['Arn']} in {account.settings.region}"


def log_role(account: Account) -> str:
    role = account.client("apigateway").get_account().get("cloudwatchRoleArn")
    if role and account.settings.api_logging:
        raise ToDo(
            f"the account already has the log role {role}: set apiLogging to false, or it will be replaced"
        )
    if not role and not account.settings.api_logging:
        raise ToDo("the account has no API Gateway log role: set apiLogging to true in one stack")
    return f"API Gateway's log role: {role or 'none yet, this stack creates it'}"


def quotas(account: Account) -> str:
    pager = account.client("service-quotas").get_paginator("list_service_quotas")
    known = [quota for page in pager.paginate(ServiceCode="states") for quota in page["Quotas"]]
    short = []
    for part, call in QUOTAS.items():
        given = [it["Value"] for it in known if part in it["QuotaName"]]
        if not given:
            raise ToDo(f"Step Functions has no quota named {part} here: look for it in the console")
        if min(given) < getattr(account.settings, f"{call}_rate"):
            short.append(f"{part} is {min(given):.0f}: raise it, or lower {call}Rate")
    if short:
        raise ToDo("; ".join(short))
    return "Step Functions' quotas are enough"


def voice(account: Account) -> str:
    if wrong := settings.voice_fault(account.settings):
        raise ToDo(wrong)
    wanted, engine = account.settings.voice_id, account.settings.voice_engine
    try:
        pages = account.client("polly").get_paginator("describe_voices").paginate(Engine=engine)
        voices = {it["Id"] for page in pages for it in page["Voices"]}
    except ClientError as error:  # the region doesn't have the engine
        voices = set()
        if error.response["Error"]["Code"] != "ValidationException":
            raise
    if wanted not in voices:
        raise ToDo(f"{wanted} has no {engine} engine in this region: set voiceId or voiceEngine")
    return f"{wanted} has the {engine} engine in this region"


def issuer(account: Account) -> str:
    there = account.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]
    if any(it["Arn"].endswith(f"/{ISSUER}") for it in there):
        return "GitHub's OIDC provider exists: bootstrap/ created it, or must import it (docs/deploy.md)"
    return "GitHub's OIDC provider doesn't exist yet: bootstrap/ creates it; deploying by hand needs none"


CHECKS = (name, region, credentials, log_role, quotas, voice, issuer)


def findings(account: Account) -> Iterator[tuple[str, bool, str]]:
    """Yield the result of each check: its name, whether it is fine, a sentence. A failed call isn't fine."""
    for check in CHECKS:
        what = check.__name__.replace("_", " ")
        try:
            yield what, True, check(account)
        except ToDo as todo:
            yield what, False, str(todo)
        except Exception as error:  # botocore's, and those of a response that isn't AWS's
            yield what, False, f"the call failed: {' '.join(str(error).split()) or type(error).__name__}"


def main(arguments: list[str]) -> int:
    """Print the findings; return the exit code."""
    machine.past_proxies()  # an emulator's endpoint
    stack = arguments[0] if arguments else "dev"
    try:
        wanted = settings_of(stack)
    except (configuration.ConfigurationError, settings.SettingsError) as error:
        print(f"TO DO settings: {error}")
        return 1
    enter = functools.cache(lambda: session(wanted.profile, wanted.region, wanted.assume_roles))
    found = list(findings(Account(stack, wanted, lambda service: enter().client(service, config=HASTE))))  # pyright: ignore[reportArgumentType]
    for what, fine, says in found:
        print(f"{'fine ' if fine else 'TO DO'} {what}: {says}")
    return 0 if all(fine for _, fine, _ in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
