"""The stage of a deployment: its URL, limits, log and tracing."""

import json

import pulumi
import pulumi_aws as aws

from .args import Settings
from .firewall import add_firewall

# One line of JSON for each request. Nothing says who called: no address, no user agent, no query.
# Callers can choose $context.requestId (a UUID), but not the extended one, which errors have as their requestId.
# Sources: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html,
# docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
ACCESS_LOG = {
    "requestId": "$context.extendedRequestId",
    "callerRequestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "path": "$context.resourcePath",
    "status": "$context.status",
    "error": "$context.error.responseType",
    "latency": "$context.responseLatency",
    "integrationStatus": "$context.integration.status",
    "integrationLatency": "$context.integration.latency",
    "traceId": "$context.xrayTraceId",
}


def make_stage(
    name: str,
    settings: Settings,
    rest_api_id: pulumi.Input[str],
    deployment: aws.apigateway.Deployment,
    opts: pulumi.ResourceOptions,
) -> tuple[aws.apigateway.Stage, aws.cloudwatch.LogGroup]:
    """Create the stage with its access log and limits."""
    log = aws.cloudwatch.LogGroup(
        f"{name}-log", retention_in_days=settings.log_retention_days, tags=settings.tags, opts=opts
    )
    stage = aws.apigateway.Stage(
        f"{name}-stage",
        rest_api=rest_api_id,
        deployment=deployment.id,
        stage_name=settings.stage_name,
        access_log_settings={"destination_arn": log.arn, "format": json.dumps(ACCESS_LOG)},
        # Templates read it at each request: closing and opening needs no new deployment.
        variables={"open": pulumi.Output.from_input(settings.open).apply(lambda it: str(it).lower())},
        xray_tracing_enabled=settings.tracing,
        tags=settings.tags,
        opts=opts,
    )
    _make_limits(name, settings, rest_api_id, stage, opts)
    add_firewall(name, settings, stage, opts)
    return stage, log


def _make_limits(
    name: str,
    settings: Settings,
    rest_api_id: pulumi.Input[str],
    stage: aws.apigateway.Stage,
    opts: pulumi.ResourceOptions,
) -> None:
    """Set the limits of the stage and of single methods; execution logs stay off, since they contain bodies.

    One after the other: each changes the stage, and API Gateway refuses a change during another one. `~1` is its
    notation for the root's path.
    Sources: docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html,
    github.com/hashicorp/terraform-provider-aws/issues/9738
    """
    limits = {
        "limits": ("*/*", settings.throttle),
        "start-limits": ("~1/POST", settings.start_throttle),
        "describe-limits": ("~1/GET", settings.describe_throttle),
    }
    if settings.stop:
        limits["stop-limits"] = ("~1/DELETE", settings.stop_throttle)
    before: list[pulumi.Resource] = []
    for suffix, (method_path, throttle) in limits.items():
        made = aws.apigateway.MethodSettings(
            f"{name}-{suffix}",
            rest_api=rest_api_id,
            stage_name=stage.stage_name,
            method_path=method_path,
            settings={
                "metrics_enabled": True,
                "logging_level": "OFF",
                "data_trace_enabled": False,
                "throttling_rate_limit": throttle["rate"],
                "throttling_burst_limit": throttle["burst"],
            },
            opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=before)),
        )
        before = [made]
