"""A limit for each address: AWS WAF in front of the stage, billed by month and by request: docs/costs.md."""

from typing import Any

import pulumi
import pulumi_aws as aws  # wafv2 takes most of a second to import: with annotations as strings, it waits

from .args import Settings

WINDOW_SECONDS = 300


def add_firewall(
    name: str, settings: Settings, stage: aws.apigateway.Stage, opts: pulumi.ResourceOptions
) -> None:
    """Put a web ACL in front of the stage if the settings ask for one: the given one, or one with a limit.

    Sources: docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html,
    docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
    """
    acl_arn = settings.web_acl_arn
    if settings.requests_per_ip is not None:
        acl_arn = _counting(name, settings.requests_per_ip, settings.tags, opts).arn
    if acl_arn is not None:
        aws.wafv2.WebAclAssociation(
            f"{name}-firewall-before-stage", resource_arn=stage.arn, web_acl_arn=acl_arn, opts=opts
        )


def _counting(name: str, requests: int, tags: Any, opts: pulumi.ResourceOptions) -> "aws.wafv2.WebAcl":
    """Block an address as long as it has sent more than this many requests within five minutes.

    API Gateway then responds with WAF_FILTERED: 429, with the body and headers of the error contract. Requests aren't
    sampled, since samples contain what callers sent.
    """
    counted = {"limit": requests, "aggregate_key_type": "IP", "evaluation_window_sec": WINDOW_SECONDS}
    measured = {"cloudwatch_metrics_enabled": True, "sampled_requests_enabled": False}
    rule: Any = {
        "name": "requests-per-ip",
        "priority": 0,
        "action": {"block": {}},
        "statement": {"rate_based_statement": counted},
        "visibility_config": {**measured, "metric_name": f"{name}-requests-per-ip"},
    }
    return aws.wafv2.WebAcl(
        f"{name}-firewall",
        description="Limits how often one address may call",
        scope="REGIONAL",
        default_action={"allow": {}},
        rules=[rule],
        visibility_config=aws.wafv2.WebAclVisibilityConfigArgs(**measured, metric_name=f"{name}-firewall"),
        tags=tags,
        opts=opts,
    )
