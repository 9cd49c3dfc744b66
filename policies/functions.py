"""Lambda functions and the log groups of everything."""

import re
from collections.abc import Mapping
from typing import Any

from policies.documents import walk
from policies.model import Graph, Resource, sequence

FUNCTION = "aws:lambda/function:Function"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
# As the control lists them.
# Source: docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2
RUNTIMES = {
    *("dotnet8", "java8.al2", "java11", "java17", "java21", "java25"),
    *("nodejs20.x", "nodejs22.x", "nodejs24.x"),
    *("python3.10", "python3.11", "python3.12", "python3.13", "python3.14"),
    *("ruby3.2", "ruby3.3", "ruby3.4"),
}
# What gives a secret away: its form, or its name unless its value is the name of a resource.
# Source: docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
SECRET = re.compile(
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[opusr]_\w{20}|\bgithub_pat_|\bglpat-|\bxox[a-z]-"
    r"|\b[rs]k_(live|test)_|\bsk-[\w-]{20}|\bAIza[\w-]{35}|\beyJ[\w-]+\.eyJ[\w-]+\.|\bpul-[0-9a-f]{40}|://[^/@\s:]*:[^/@\s]+@"
)
SECRET_NAME = re.compile(
    r"passw|passphrase|pwd|secret|token|credential|api_?key|access_?key|private_?key|(^|[._])auth",
    re.IGNORECASE,
)
SIGNATURE = "4dabf18193072939515e22adb298388d"  # of a value that Pulumi keeps secret, as programs register it
RESOURCE = re.compile(r"arn:[^:]*:[^:]+:[^:]*:[^:]*:\S+")


def keeps_no_secret(function: Resource) -> bool:
    return not any(_is_secret(place, it) for place, it in walk(function.get("environment") or {}, bool))


def _is_secret(place: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return SIGNATURE in value
    named = SECRET_NAME.search(place) and not RESOURCE.fullmatch(str(value))
    return isinstance(value, str) and bool(value and (named or SECRET.search(value)))


def has_a_supported_runtime(function: Resource) -> bool:
    return function.get("runtime") in RUNTIMES


def spans_zones(function: Resource) -> bool:
    return not function.sets("vpcConfig") or len(sequence(function.get("vpcConfig.subnetIds"))) > 1


def has_a_log_of_its_own(function: Resource, graph: Graph) -> bool:
    logs = {it.urn for it in graph.of(LOG_GROUP)} & set(function.refs.get("loggingConfig", ()))
    writers = [it for it in graph.of(FUNCTION) if logs & set(it.refs.get("loggingConfig", ()))]
    return len(logs) == len(writers) == 1


def expires(log: Resource) -> bool:
    return (log.get("retentionInDays") or 0) > 0
