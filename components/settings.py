"""What differs between environments: the only reader of the stack's configuration.

Types, descriptions and defaults stand in `Pulumi.yaml`, an environment's values in `Pulumi.<stack>.yaml`, bounds here;
docs/settings.md shows them together.
"""

import dataclasses
import difflib
import json
import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any, get_type_hints

import pulumi
from pulumi.runtime.config import CONFIG

from components import stack_name
from components.orders.orders_table import MAX_RECOVERY_DAYS
from components.orders.state_function import ARCHITECTURES
from components.rest_api.args import FEWEST_PER_IP, MOST_PER_IP, RETENTION_DAYS, STAGE_NAME
from components.rest_api.cors import HOST, HTTP_PORT, HTTPS_PORT, ORIGIN
from components.setting_rules import (
    Boolean,
    Integer,
    OneOf,
    OneOfIntegers,
    Roles,
    Rule,
    String,
    Strings,
    Tags,
)

AWS_SETTINGS = {
    "region": "aws:region",
    "profile": "aws:profile",
    "allowed_account_ids": "aws:allowedAccountIds",
    "assume_roles": "aws:assumeRoles",
    "default_tags": "aws:defaultTags",
}
OPTIONAL = {*AWS_SETTINGS.values()} - {"aws:region"}

REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}")
ACCOUNT = re.compile(r"[0-9]{12}")
KEY_ARN = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,256}")
BOUNDARY = re.compile(r"(arn:aws[a-z-]*:iam::[0-9]{12}:policy/[A-Za-z0-9+=,.@_/-]{1,512})?")
# Browsers encrypt cards in a secure context only. Source: www.w3.org/TR/secure-contexts/
WEBSITE_URL = re.compile(rf"(https://{HOST}{HTTPS_PORT}|http://localhost{HTTP_PORT})?")
AN_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+")
CERTIFICATE_ARN = re.compile(r"(arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]{1,128})?")
ZONE = re.compile(r"(Z[A-Z0-9]{1,31})?")
MAIL = re.compile(r"([^\s@]{1,64}@[^\s@]+\.[^\s@]+)?")
MOST_DOLLARS = 1_000_000
# An account's quota: more would never be reached.
# Source: docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
MOST_REQUESTS, MOST_AT_ONCE = 10_000, 5_000
DECADE_DAYS = 3_650
MOST_REVISIONS = MOST_VERSIONS = 1_000_000
# Those that speak the shop's English. Source: docs.aws.amazon.com/polly/latest/dg/available-voices.html
# fmt: off
NEURAL_ONLY = (
    "Aria", "Arthur", "Ayanda", "Danielle", "Gregory", "Kajal", "Kevin", "Niamh", "Olivia", "Ruth",
    "Stephen",
)
VOICES = (
    "Aditi", "Amy", "Brian", "Emma", "Geraint", "Ivy", "Joanna", "Joey", "Justin", "Kendra", "Kimberly",
    "Matthew", "Nicole", "Raveena", "Russell", "Salli", *NEURAL_ONLY,
)
# Where the neural engine is; elsewhere Polly refuses it. Source: docs.aws.amazon.com/polly/latest/dg/neural-voices.html
NEURAL_REGIONS = {
    "us-east-1", "us-west-2", "af-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
    "ap-southeast-1", "ap-southeast-2", "ap-southeast-5", "ap-southeast-7", "ca-central-1", "eu-central-1",
    "eu-central-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-south-2", "us-gov-west-1",
}
# fmt: on


class SettingsError(pulumi.RunError):
    """A wrong configuration, in one sentence that names file, key and allowed values.

    Pulumi shows it without a traceback.
    Source: www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.RunError
    """


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """The stack's configuration, read and checked."""

    region: Annotated[str, String(REGION, "an AWS region such as us-east-2")]
    profile: Annotated[
        str | None, String(re.compile(r"\S(.*\S)?"), "a profile of your AWS configuration")
    ] = None
    # Empty: any account.
    allowed_account_ids: Annotated[tuple[str, ...], Strings(ACCOUNT, "12 digits in quotes", 20)] = ()
    assume_roles: Annotated[tuple[Any, ...], Roles()] = ()  # one after the other
    default_tags: Annotated[Mapping[str, str], Tags()] = dataclasses.field(default_factory=dict)
    stage_name: Annotated[str, String(STAGE_NAME, "1 to 128 letters, digits and _")]
    cdn: Annotated[bool, Boolean()]
    website_url: Annotated[
        str,
        String(
            WEBSITE_URL,
            "https://… or http://localhost:… as browsers write it, without a path or the usual port, or empty",
        ),
    ]
    certificate_arn: Annotated[
        str, String(CERTIFICATE_ARN, "the ARN of a certificate in us-east-1, or empty")
    ]
    hosted_zone_id: Annotated[
        str, String(ZONE, "the id of a Route 53 hosted zone, such as Z0123456789ABC, or empty")
    ]
    wait_for_cdn: Annotated[bool, Boolean()]
    open: Annotated[bool, Boolean()]
    allowed_origins: Annotated[
        tuple[str, ...], Strings(ORIGIN, "an origin as browsers write it, such as https://example.org", 20)
    ]
    api_revision: Annotated[int, Integer(1, MOST_REVISIONS)]
    throttle_rate: Annotated[int, Integer(1, MOST_REQUESTS)]  # requests per second
    throttle_burst: Annotated[int, Integer(1, MOST_AT_ONCE)]  # requests at once
    start_rate: Annotated[int, Integer(1, MOST_REQUESTS)]
    start_burst: Annotated[int, Integer(1, MOST_AT_ONCE)]
    describe_rate: Annotated[int, Integer(1, MOST_REQUESTS)]
    describe_burst: Annotated[int, Integer(1, MOST_AT_ONCE)]
    requests_per_ip: Annotated[
        int, Integer(FEWEST_PER_IP, MOST_PER_IP, or_zero=True)
    ]  # in five minutes; 0: any
    api_logging: Annotated[bool, Boolean()]
    log_retention_days: Annotated[int, OneOfIntegers(sorted(RETENTION_DAYS - {0}))]
    order_retention_days: Annotated[int, Integer(1, DECADE_DAYS)]
    audio_retention_days: Annotated[int, Integer(1, DECADE_DAYS)]
    recovery_days: Annotated[int, Integer(0, MAX_RECOVERY_DAYS)]  # 0: none
    protect: Annotated[bool, Boolean()]
    lambda_architecture: Annotated[str, OneOf(ARCHITECTURES)]
    voice_id: Annotated[str, OneOf(sorted(VOICES))]
    voice_engine: Annotated[str, OneOf(("standard", "neural"))]
    tracing: Annotated[bool, Boolean()]
    workflow_version: Annotated[int, Integer(0, MOST_VERSIONS)]  # 0: the newest
    permissions_boundary: Annotated[str, String(BOUNDARY, "the ARN of an IAM policy, or empty")]
    alarm_email: Annotated[str, String(MAIL, "a mail address, or empty")]
    monthly_budget: Annotated[int, Integer(0, MOST_DOLLARS)]  # USD; 0: none
    previous_payment_key_arns: Annotated[tuple[str, ...], Strings(KEY_ARN, "the ARN of a KMS key", 20)]


def load() -> Settings:
    """Read the settings of the stack that runs; raises SettingsError."""
    given = CONFIG.get()
    secret = {key for key in given if pulumi.runtime.is_config_secret(key)}
    return read(given, pulumi.get_project(), pulumi.get_stack(), secret)


def read(given: Mapping[str, str], project: str, stack: str, secret: Collection[str] = ()) -> Settings:
    """Read a stack's settings from values by their full keys, such as `shop:cdn`, as Pulumi's engine hands them on.

    secret: keys whose values no message may show.
    Raises SettingsError for a name that no stack may have, a key that is unknown or missing, a value out of bounds, and
    values that contradict.
    Source: www.pulumi.com/docs/iac/concepts/config/
    """
    file = f"Pulumi.{stack}.yaml"
    if wrong := stack_name.fault(stack, project):
        raise SettingsError(f"{file}: {wrong}")
    fields = {full_key(field, project): field for field in rules()}
    for key in sorted(given.keys() - fields.keys()):
        if key.startswith((f"{project}:", "aws:")):  # what other packages are told is none of our business
            raise SettingsError(f"{file}: {_unknown(key, fields, project)}")
    values = {}
    for key, field in fields.items():
        if key in given:
            values[field] = _value(key, given[key], rules()[field], file, key in secret)
        elif key not in OPTIONAL:
            raise SettingsError(f"{file}: {key} is missing, it must be {rules()[field]}")
    settings = Settings(**values)
    if contradiction := _contradiction(settings, project):
        raise SettingsError(f"{file}: {contradiction}")
    return settings


def _value(key: str, text: str, rule: Rule, file: str, secret: bool) -> Any:
    try:
        return rule.read(text)
    except ValueError:
        got = "a secret" if secret else _shown(text)
        raise SettingsError(f"{file}: {key} must be {rule}, got {got}") from None


def rules() -> dict[str, Rule]:
    """Return what each field of Settings may be."""
    hints = get_type_hints(Settings, include_extras=True)
    return {field: hint.__metadata__[0] for field, hint in hints.items()}


def full_key(field: str, project: str) -> str:
    """Return the key of a field of Settings, as Pulumi writes it in full."""
    first, *rest = field.split("_")
    return AWS_SETTINGS.get(field) or f"{project}:{first}{''.join(part.title() for part in rest)}"


def _unknown(key: str, known: Collection[str], project: str) -> str:
    own = sorted(name.removeprefix(f"{project}:") for name in known if name.startswith(f"{project}:"))
    if key.startswith("aws:"):
        passed_on = ", ".join(sorted(AWS_SETTINGS.values()))
        return f"{key} would be ignored, the program passes on {passed_on} only"
    similar = difflib.get_close_matches(key.removeprefix(f"{project}:"), own, n=1)
    question = f"; did you mean {similar[0]}?" if similar else "."
    return f"{key} is not a setting{question} Settings: {', '.join(own)}"


def _contradiction(settings: Settings, project: str) -> str | None:
    if not settings.cdn and not settings.website_url:
        return f"{project}:cdn is false, so {project}:websiteUrl must say where visitors reach the page"
    if settings.voice_engine == "standard" and settings.voice_id in NEURAL_ONLY:
        return f"{project}:voiceId {settings.voice_id} needs {project}:voiceEngine neural"
    if settings.voice_engine == "neural" and settings.region not in NEURAL_REGIONS:
        return f"{project}:voiceEngine neural isn't offered in {settings.region}: {', '.join(sorted(NEURAL_REGIONS))}"
    if settings.monthly_budget and not settings.alarm_email:
        return f"{project}:monthlyBudget needs {project}:alarmEmail, whom it tells"
    return _wrong_address(settings, project)


def _wrong_address(settings: Settings, project: str) -> str | None:
    """An address of one's own needs a certificate, given or made, and they need an address."""
    proof = settings.certificate_arn or settings.hosted_zone_id
    if not settings.cdn:
        return (
            f"{project}:certificateArn and hostedZoneId are for stacks with {project}:cdn true"
            if proof
            else None
        )
    if settings.website_url and not proof:
        return (
            f"{project}:websiteUrl behind CloudFront needs {project}:certificateArn, "
            f"or {project}:hostedZoneId to have the certificate made"
        )
    if proof and not settings.website_url:
        return f"{project}:certificateArn and hostedZoneId need {project}:websiteUrl, the address that they are for"
    if settings.website_url and not AN_ADDRESS.fullmatch(settings.website_url):
        return f"{project}:websiteUrl behind CloudFront must be https:// and a host name, without a port"
    return None


def _shown(text: str) -> str:
    """Show a value as YAML would have it."""
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(text, ensure_ascii=False)
    return text
