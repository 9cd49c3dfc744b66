"""REST APIs: what they check, how fast they take requests, and what they write down of them."""

import json

from policies.model import Graph, Resource

SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
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


def shows_a_certificate(stage: Resource) -> bool:
    return stage.sets("clientCertificateId")


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


def checks_its_request(method: Resource) -> bool:
    return method.get("httpMethod") == "OPTIONS" or method.sets("requestValidatorId")


def checks_every_body(method: Resource) -> bool:
    return method.get("httpMethod") not in WITH_BODY or "$default" in set(method.get("requestModels") or ())
