"""A limit for each caller: AWS WAF before the stage. It costs money by the month and by the request: docs/costs.md."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws  # its wafv2 takes most of a second to import: annotations are text, so that it waits

# Source: docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html (Limit, EvaluationWindowSec)
FEWEST_REQUESTS, MOST_REQUESTS = 10, 2_000_000_000
WINDOW_SECONDS = 300


def check_requests_per_ip(requests: int | None) -> None:
    """Raise ValueError, in one sentence, for a limit that AWS WAF doesn't take; None is no firewall."""
    if requests is not None and not FEWEST_REQUESTS <= requests <= MOST_REQUESTS:
        raise ValueError(f"requests_per_ip must be {FEWEST_REQUESTS} to {MOST_REQUESTS}, got {requests}")


def add_firewall(
    name: str,
    requests_per_ip: int,
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None,
    stage: aws.apigateway.Stage,
    opts: pulumi.ResourceOptions,
) -> None:
    """Block an address while it sent more than `requests_per_ip` requests within five minutes.

    API Gateway answers for it (WAF_FILTERED): 429, with the body and headers of the error contract. Requests aren't
    sampled: samples hold what callers sent.
    Sources: docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html,
    docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
    """
    acl = aws.wafv2.WebAcl(
        f"{name}-firewall",
        description="Limits how often one address may call",
        scope="REGIONAL",
        default_action={"allow": {}},
        rules=[_limit(name, requests_per_ip)],
        visibility_config=aws.wafv2.WebAclVisibilityConfigArgs(**_measured(f"{name}-firewall")),
        tags=tags,
        opts=opts,
    )
    aws.wafv2.WebAclAssociation(
        f"{name}-firewall-before-stage", resource_arn=stage.arn, web_acl_arn=acl.arn, opts=opts
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
