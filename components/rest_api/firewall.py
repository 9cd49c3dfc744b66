"""A limit for each caller: AWS WAF before the stage. It costs money by the month and by the request: docs/costs.md."""

from typing import Any

import pulumi
import pulumi_aws as aws  # its wafv2 takes most of a second to import: annotations are text, so that it waits

from .args import Settings

WINDOW_SECONDS = 300


def add_firewall(
    name: str, settings: Settings, stage: aws.apigateway.Stage, opts: pulumi.ResourceOptions
) -> None:
    """Put a web ACL before the stage, if one is asked for: one's own, or one that counts.

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
    """Block an address while it sent more than so many requests within five minutes.

    API Gateway answers for it (WAF_FILTERED): 429, with the body and headers of the error contract. Requests aren't
    sampled: samples hold what callers sent.
    """
    return aws.wafv2.WebAcl(
        f"{name}-firewall",
        description="Limits how often one address may call",
        scope="REGIONAL",
        default_action={"allow": {}},
        rules=[_limit(name, requests)],
        visibility_config=aws.wafv2.WebAclVisibilityConfigArgs(**_measured(f"{name}-firewall")),
        tags=tags,
        opts=opts,
    )


def _limit(name: str, requests_per_ip: int) -> "aws.wafv2.WebAclRuleArgs":
    return aws.wafv2.WebAclRuleArgs(
        name="requests-per-ip",
        priority=0,
        action=aws.wafv2.WebAclRuleActionArgs(block=aws.wafv2.WebAclRuleActionBlockArgs()),
        statement=aws.wafv2.WebAclRuleStatementArgs(
            rate_based_statement=aws.wafv2.WebAclRuleStatementRateBasedStatementArgs(
                limit=requests_per_ip, aggregate_key_type="IP", evaluation_window_sec=WINDOW_SECONDS
            )
        ),
        visibility_config=aws.wafv2.WebAclRuleVisibilityConfigArgs(**_measured(f"{name}-requests-per-ip")),
    )


def _measured(metric: str) -> dict[str, Any]:
    return {"cloudwatch_metrics_enabled": True, "metric_name": metric, "sampled_requests_enabled": False}
