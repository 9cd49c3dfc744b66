"""Where a deployment is served: its URL, limits, log and trace."""

import json

import pulumi
import pulumi_aws as aws

from .args import RestApiArgs
from .endpoint import ApiEndpoint
from .firewall import add_firewall

# One line of JSON for each request. Nothing here says who called: no address, no user agent, no query.
# A caller can choose $context.requestId (a UUID), not the extended one, which errors carry as their requestId.
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
    "integrationStatus": "$context.integration.integrationStatus",
    "integrationLatency": "$context.integration.latency",
    "traceId": "$context.xrayTraceId",
}


def make_stage(
    name: str,
    args: RestApiArgs,
    endpoint: ApiEndpoint,
    deployment: aws.apigateway.Deployment,
    opts: pulumi.ResourceOptions,
) -> tuple[aws.apigateway.Stage, aws.cloudwatch.LogGroup]:
    """Make the stage with its access log and limits."""
    log = aws.cloudwatch.LogGroup(
        f"{name}-log", retention_in_days=args.log_retention_days, tags=args.tags, opts=opts
    )
    stage = aws.apigateway.Stage(
        f"{name}-stage",
        rest_api=endpoint.rest_api_id,
        deployment=deployment.id,
        stage_name=args.stage_name,
        access_log_settings={"destination_arn": log.arn, "format": json.dumps(ACCESS_LOG)},
        xray_tracing_enabled=args.tracing,
        tags=args.tags,
        opts=opts,
    )
    _make_limits(name, args, endpoint, stage, opts)
    if args.requests_per_ip is not None:
        add_firewall(name, args.requests_per_ip, args.tags, stage, opts)
    return stage, log


def _make_limits(
    name: str,
    args: RestApiArgs,
    endpoint: ApiEndpoint,
    stage: aws.apigateway.Stage,
    opts: pulumi.ResourceOptions,
) -> None:
    """Set the stage's limits, and those of the methods that have their own; execution logs stay off: they hold bodies.

    One after the other: each changes the stage, and API Gateway refuses a change while it makes another. `~1` is how
    it writes the root's path.
    Sources: docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html,
    github.com/hashicorp/terraform-provider-aws/issues/9738
    """
    limits = {
        "limits": ("*/*", args.throttle),
        "start-limits": ("~1/POST", args.start),
        "describe-limits": ("~1/GET", args.describe),
    }
    before: list[pulumi.Resource] = []
    for suffix, (method_path, throttle) in limits.items():
        made = aws.apigateway.MethodSettings(
            f"{name}-{suffix}",
            rest_api=endpoint.rest_api_id,
            stage_name=stage.stage_name,
            method_path=method_path,
            settings={
                "metrics_enabled": True,
                "logging_level": "OFF",
                "data_trace_enabled": False,
                "throttling_rate_limit": throttle.rate,
                "throttling_burst_limit": throttle.burst,
            },
            opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(depends_on=before)),
        )
        before = [made]
