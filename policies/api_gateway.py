"""REST APIs: what they check, how fast they take requests, and what they write down of them."""

import json

from policies.model import Graph, Resource
from policies.rule import ResourceRule, Rule, StackRule

STAGE = "aws:apigateway/stage:Stage"
SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
METHOD = "aws:apigateway/method:Method"
INTEGRATION = "aws:apigateway/integration:Integration"
FIREWALL = "aws:wafv2/webAclAssociation:WebAclAssociation"
GUIDE = "docs.aws.amazon.com/apigateway/latest/developerguide"
WITH_BODY = {"PATCH", "POST", "PUT"}
# What would put a caller, or what a caller sends, into the access log.
# Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
PERSONAL = (
    "$context.identity.",
    "$context.authorizer.",
    "$context.requestOverride.",
    "$context.path",
    "$input",
)


def writes_an_execution_log(settings: Resource) -> bool:
    return settings.get("settings.loggingLevel") in {"ERROR", "INFO"}


def shows_a_certificate(stage: Resource) -> bool:
    return stage.sets("clientCertificateId")


def is_traced(stage: Resource) -> bool:
    return stage.get("xrayTracingEnabled") is True


def is_behind_a_firewall(stage: Resource, graph: Graph) -> bool:
    return bool(graph.referring(FIREWALL, "resourceArn", stage))


def encrypts_its_cache(settings: Resource) -> bool:
    return not settings.get("settings.cachingEnabled") or settings.get("settings.cacheDataEncrypted") is True


def writes_an_access_log(stage: Resource) -> bool:
    # The log's ARN is unknown in a preview: that it is set suffices.
    said = stage.get("accessLogSettings") or {}
    return {"destinationArn", "format"} <= set(said) and "requestId" in json.loads(said["format"])


def names_nobody_in_its_log(stage: Resource) -> bool:
    text = str(stage.get("accessLogSettings.format"))
    return not any(it in text for it in PERSONAL)


def has_limits(stage: Resource, graph: Graph) -> bool:
    settings = graph.referring(SETTINGS, "stageName", stage)
    return any(it.get("methodPath") == "*/*" for it in settings)


def limits_every_call(settings: Resource) -> bool:
    # API Gateway's own default, -1, is no limit.
    # Source: docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
    return all((settings.get(f"settings.throttling{it}Limit") or -1) > 0 for it in ("Burst", "Rate"))


def logs_no_bodies(settings: Resource) -> bool:
    return settings.get("settings.dataTraceEnabled") is False


def refuses_unknown_types(integration: Resource) -> bool:
    return integration.get("passthroughBehavior") == "NEVER"


def checks_its_request(method: Resource) -> bool:
    return method.get("httpMethod") == "OPTIONS" or method.sets("requestValidatorId")


def checks_every_body(method: Resource) -> bool:
    return method.get("httpMethod") not in WITH_BODY or "$default" in set(method.get("requestModels") or ())


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="APIGateway.1",
        types=(SETTINGS,),
        says="What API Gateway does with a request is logged",
        fix="set loggingLevel to ERROR",
        severity="medium",
        holds=writes_an_execution_log,
    ),
    ResourceRule(
        name="APIGateway.2",
        types=(STAGE,),
        says="API Gateway shows backends a certificate",
        fix="set clientCertificateId",
        severity="medium",
        holds=shows_a_certificate,
    ),
    ResourceRule(
        name="APIGateway.3",
        types=(STAGE,),
        says="Requests can be followed in X-Ray",
        fix="set gopizza:tracing",
        severity="low",
        holds=is_traced,
    ),
    StackRule(
        name="APIGateway.4",
        types=(STAGE,),
        says="A firewall stands before the API",
        fix="give the stage a WebAclAssociation",
        severity="medium",
        holds=is_behind_a_firewall,
    ),
    ResourceRule(
        name="APIGateway.5",
        types=(SETTINGS,),
        says="A cache is encrypted",
        fix="set cacheDataEncrypted",
        severity="medium",
        holds=encrypts_its_cache,
    ),
    ResourceRule(
        name="stage-writes-an-access-log",
        types=(STAGE,),
        says="Every request leaves a line with its id in the access log",
        fix="set accessLogSettings, JSON with a requestId",
        severity="medium",
        source=f"{GUIDE}/set-up-logging.html",
        holds=writes_an_access_log,
    ),
    ResourceRule(
        name="access-log-names-nobody",
        types=(STAGE,),
        says="The access log says nothing of who called, or of what",
        fix="take these variables from the format",
        severity="high",
        source=f"{GUIDE}/api-gateway-variables-for-access-logging.html",
        holds=names_nobody_in_its_log,
    ),
    StackRule(
        name="stage-has-limits",
        types=(STAGE,),
        says="A stage has limits for all of its methods",
        fix="give the stage MethodSettings for */*",
        severity="high",
        source=f"{GUIDE}/api-gateway-request-throttling.html",
        holds=has_limits,
    ),
    ResourceRule(
        name="limits-are-numbers",
        types=(SETTINGS,),
        says="Rate and burst are limited",
        fix="set throttlingRateLimit and throttlingBurstLimit above 0",
        severity="high",
        source=f"{GUIDE}/api-gateway-request-throttling.html",
        holds=limits_every_call,
    ),
    ResourceRule(
        name="no-bodies-in-logs",
        types=(SETTINGS,),
        says="API Gateway logs no bodies",
        fix="set dataTraceEnabled to false",
        severity="high",
        source=f"{GUIDE}/set-up-logging.html",
        holds=logs_no_bodies,
    ),
    ResourceRule(
        name="integration-refuses-other-types",
        types=(INTEGRATION,),
        says="A body without a template for its type is refused, not passed on",
        fix="set passthroughBehavior to NEVER",
        severity="high",
        source=f"{GUIDE}/integration-passthrough-behaviors.html",
        holds=refuses_unknown_types,
    ),
    ResourceRule(
        name="method-checks-its-request",
        types=(METHOD,),
        says="Every method but OPTIONS has a request validator",
        fix="set requestValidatorId",
        severity="high",
        source=f"{GUIDE}/api-gateway-method-request-validation.html",
        holds=checks_its_request,
    ),
    ResourceRule(
        name="method-checks-every-body",
        types=(METHOD,),
        says="A body is checked whatever type it claims to be",
        fix="set requestModels for $default",
        severity="high",
        source=f"{GUIDE}/api-gateway-method-request-validation.html",
        holds=checks_every_body,
    ),
)
