"""Lambda functions and the log groups of everything."""

import re
from collections.abc import Mapping
from typing import Any

from policies.admission import says_whom_it_admits
from policies.documents import walk
from policies.model import Graph, Resource, sequence
from policies.rule import ResourceRule, Rule, StackRule

FUNCTION = "aws:lambda/function:Function"
PERMISSION = "aws:lambda/permission:Permission"
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


def is_traced(function: Resource) -> bool:
    return function.get("tracingConfig.mode") == "Active"


def has_a_log_of_its_own(function: Resource, graph: Graph) -> bool:
    logs = {it.urn for it in graph.of(LOG_GROUP)} & set(function.refs.get("loggingConfig", ()))
    writers = [it for it in graph.of(FUNCTION) if logs & set(it.refs.get("loggingConfig", ()))]
    return len(logs) == len(writers) == 1


def expires(log: Resource) -> bool:
    return (log.get("retentionInDays") or 0) > 0


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="Lambda.1",
        types=(PERMISSION,),
        says="No function can be called by anyone",
        fix="name the principal, for a service also its sourceAccount",
        severity="critical",
        holds=says_whom_it_admits,
    ),
    ResourceRule(
        name="Lambda.2",
        types=(FUNCTION,),
        says="A function runs on a runtime that AWS supports",
        fix="raise the runtime",
        severity="medium",
        holds=has_a_supported_runtime,
    ),
    ResourceRule(
        name="Lambda.5",
        types=(FUNCTION,),
        says="A function in a VPC spans two availability zones",
        fix="name subnets of two zones",
        severity="medium",
        holds=spans_zones,
    ),
    ResourceRule(
        name="function-is-traced",
        types=(FUNCTION,),
        says="A function's calls can be followed in X-Ray",
        fix="set tracingConfig.mode to Active",
        severity="low",
        source="docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
        holds=is_traced,
    ),
    ResourceRule(
        name="function-is-told-no-secret",
        types=(FUNCTION,),
        says="A function's environment, which whoever may list functions can read, holds no secret",
        fix="let the function read it from Secrets Manager or decrypt it by KMS",
        severity="critical",
        source="docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
        holds=keeps_no_secret,
    ),
    StackRule(
        name="function-has-its-own-log",
        types=(FUNCTION,),
        says="A function logs to a log group of its own, which the stack makes",
        fix="set loggingConfig.logGroup to the group's name",
        severity="medium",
        source="docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
        holds=has_a_log_of_its_own,
    ),
    ResourceRule(
        name="log-group-expires",
        types=(LOG_GROUP,),
        says="No log is kept for ever",
        fix="set retentionInDays",
        severity="medium",
        source="docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
        holds=expires,
    ),
)
