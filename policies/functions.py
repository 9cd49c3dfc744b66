"""Lambda functions and the log groups of everything."""

from policies.model import Graph, Resource, sequence
from policies.rule import ResourceRule, Rule, StackRule, control

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
WITHOUT_OWNER = {"*", "s3.amazonaws.com"}  # callers whose account a permission has to name


def lets_nobody_unknown_call(permission: Resource) -> bool:
    return permission.get("principal") not in WITHOUT_OWNER or permission.sets("sourceAccount")


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
        source=control("Lambda.1"),
        holds=lets_nobody_unknown_call,
    ),
    ResourceRule(
        name="Lambda.2",
        types=(FUNCTION,),
        says="A function runs on a runtime that AWS supports",
        fix="raise the runtime",
        severity="medium",
        source=control("Lambda.2"),
        holds=has_a_supported_runtime,
    ),
    ResourceRule(
        name="Lambda.5",
        types=(FUNCTION,),
        says="A function in a VPC spans two availability zones",
        fix="name subnets of two zones",
        severity="medium",
        source=control("Lambda.5"),
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
