"""The settings of a stack: the only reader of its configuration.

Types, descriptions and defaults are in `Pulumi.yaml`, an environment's values in `Pulumi.<stack>.yaml`, limits in
`settings.schema.json`, since `Pulumi.yaml` can't express them; docs/settings.md shows them together.
Source: github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/project.json (configTypeDeclaration)
"""

import difflib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema_rs
import pulumi
from pulumi.runtime.config import CONFIG

from components import stack_name
from components.rest_api.args import read_schema, words
from components.rest_api.cors import is_origin

_SCHEMA = read_schema(Path(__file__).with_name("settings.schema.json"))
RULES: Mapping[str, dict[str, Any]] = _SCHEMA["properties"]
AWS_KEYS = sorted(key for key in RULES if key.startswith("aws:"))
_FORMATS = {"origin": is_origin}
_NEURAL_ONLY, _NEURAL_REGIONS = (_SCHEMA["$defs"][name]["enum"] for name in ("neuralOnly", "neuralRegions"))
_AN_ADDRESS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+")


class SettingsError(pulumi.RunError):
    """A wrong configuration: one sentence that names the file, the key and the allowed values.

    Pulumi shows it without a traceback.
    Source: www.pulumi.com/docs/reference/pkg/python/pulumi/#pulumi.RunError
    """


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The stack's configuration, read and checked."""

    region: str
    profile: str | None = None
    allowed_account_ids: tuple[str, ...] = ()  # empty: any
    assume_roles: tuple[Any, ...] = ()  # one after the other
    default_tags: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {"tags": {}})
    stage_name: str
    cdn: bool
    website_url: str
    certificate_arn: str
    hosted_zone_id: str
    wait_for_cdn: bool
    open: bool
    allowed_origins: tuple[str, ...]
    api_revision: int
    throttle_rate: int
    throttle_burst: int
    start_rate: int
    start_burst: int
    describe_rate: int
    describe_burst: int
    requests_per_ip: int
    api_logging: bool
    log_retention_days: int
    order_retention_days: int
    audio_retention_days: int
    recovery_days: int
    protect: bool
    lambda_architecture: str
    voice_id: str
    voice_engine: str
    tracing: bool
    workflow_version: int
    permissions_boundary: str
    alarm_email: str
    monthly_budget: int
    previous_payment_key_arns: tuple[str, ...]


def load() -> Settings:
    """Read the settings of the stack that runs; raises SettingsError."""
    given = CONFIG.get()
    secret = {key for key in given if pulumi.runtime.is_config_secret(key)}
    return read(given, pulumi.get_project(), pulumi.get_stack(), secret)


def read(given: Mapping[str, str], project: str, stack: str, secret: Collection[str] = ()) -> Settings:
    """Read a stack's settings from values by their full keys, such as `shop:cdn`, as Pulumi's engine hands them on.

    secret: keys whose values no message may show.
    Raises SettingsError for an invalid stack name, what `each` refuses, and values that contradict each other.
    Source: www.pulumi.com/docs/iac/concepts/config/
    """
    file = f"Pulumi.{stack}.yaml"
    if wrong := stack_name.fault(stack, project):
        raise SettingsError(f"{file}: {wrong}")
    settings = each(given, project, file, secret)
    if contradiction := _contradiction(settings, project):
        raise SettingsError(f"{file}: {contradiction}")
    return settings


def each(given: Mapping[str, str], project: str, file: str, secret: Collection[str] = ()) -> Settings:
    """Read each value by itself. Raises SettingsError for an unknown or missing key, and a value out of range."""
    rules = {key if key in AWS_KEYS else f"{project}:{key}": rule for key, rule in RULES.items()}
    for key in sorted(given.keys() - rules.keys()):
        if key.startswith((f"{project}:", "aws:")):  # settings of other packages aren't checked
            raise SettingsError(f"{file}: {_unknown(key)}")
    values = {}
    for key, rule in rules.items():
        if key in given:
            name = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", key.partition(":")[2])
            values[name] = _value(f"{file}: {key} must be {words(rule)}", given[key], rule, key in secret)
        elif key not in AWS_KEYS or key == "aws:region":
            raise SettingsError(f"{file}: {key} is missing, it must be {words(rule)}")
    return Settings(**values)


def _value(sentence: str, text: str, rule: dict[str, Any], secret: bool) -> Any:
    """Return the value of a setting; raises SettingsError, with the sentence, for a wrong one."""
    try:
        value = text if rule["type"] == "string" else _read(text)
        jsonschema_rs.validate(rule, value, formats=_FORMATS, validate_formats=True)
    except ValueError:
        raise SettingsError(f"{sentence}, got {'a secret' if secret else _shown(text)}") from None
    return tuple(value) if isinstance(value, list) else value


def _read(text: str) -> Any:
    """Parse JSON; raises ValueError for a fraction, blanks around the text, and too deep nesting."""
    try:
        return json.loads(text if text == text.strip() else "", parse_float=_refused)
    except RecursionError:
        raise ValueError(text) from None


def _refused(number: str) -> Any:
    """Raise ValueError: no setting has a fraction or an exponent."""
    raise ValueError(number)


def _unknown(key: str) -> str:
    if key.startswith("aws:"):
        return f"{key} would be ignored: the program passes only {', '.join(AWS_KEYS)} to the provider"
    own = sorted(RULES.keys() - AWS_KEYS)
    similar = difflib.get_close_matches(key.partition(":")[2], own, n=1)
    question = f"; did you mean {similar[0]}?" if similar else "."
    return f"{key} is not a setting{question} Settings: {', '.join(own)}"


def _contradiction(it: Settings, project: str) -> str | None:
    """Return the first contradiction. A custom domain needs a certificate, given or created."""
    p, proof = f"{project}:", it.certificate_arn or it.hosted_zone_id
    faults = {
        f"{p}cdn is false, so {p}websiteUrl must say where visitors reach the page": (
            not it.cdn and not it.website_url
        ),
        f"{p}monthlyBudget needs {p}alarmEmail, the address that it notifies": it.monthly_budget
        and not it.alarm_email,
        f"{p}certificateArn and hostedZoneId need {p}cdn true": proof and not it.cdn,
        f"{p}websiteUrl behind CloudFront needs {p}certificateArn, or {p}hostedZoneId to create a certificate": (
            it.cdn and it.website_url and not proof
        ),
        f"{p}certificateArn and hostedZoneId need {p}websiteUrl, the address that they are for": (
            proof and not it.website_url
        ),
        f"{p}websiteUrl behind CloudFront must be https:// and a host name, without a port": (
            it.cdn and it.website_url and not _AN_ADDRESS.fullmatch(it.website_url)
        ),
    }
    return voice_fault(it, p) or next((told for told, holds in faults.items() if holds), None)


def voice_fault(it: Settings, prefix: str = "") -> str | None:
    """Return why the voice can't speak by the engine in the region, as far as Polly's documentation says."""
    if it.voice_engine == "standard" and it.voice_id in _NEURAL_ONLY:
        return f"{prefix}voiceId {it.voice_id} needs {prefix}voiceEngine neural"
    if it.voice_engine == "neural" and it.region not in _NEURAL_REGIONS:
        return f"{prefix}voiceEngine neural isn't offered in {it.region}: {', '.join(_NEURAL_REGIONS)}"
    return None


def _shown(text: str) -> str:
    """Return a value as it would be written in YAML."""
    try:
        _read(text)
    except ValueError:
        return json.dumps(text, ensure_ascii=False)
    return text
