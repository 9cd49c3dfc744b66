"""One topic with one mail address, an alarm for each way to fail, a dashboard, a budget.

`alarms.json` has the alarms, by their headings in the runbook. An alarm rings when the sum over five minutes is
`atLeast` (by default 1) in `periods` consecutive periods: of one of AWS's metrics, written as in dashboards, or of the
`lines` of a log that match a pattern. 4 are a task's first try and its three retries. `dashboard.json` is a dashboard's
body.
Sources of names, dimensions and units: docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html,
docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html,
docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html,
docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import pulumi
import pulumi_aws as aws

_HERE = Path(__file__).parent
ALARMS: Mapping[str, dict[str, Any]] = json.loads((_HERE / "alarms.json").read_text(encoding="utf-8"))
RUNBOOK = "docs/runbook.md"
FIVE_MINUTES = 300
BUDGET_MAILS = (("ACTUAL", 80), ("FORECASTED", 100))  # percent of the budget


@dataclass(frozen=True, kw_only=True)
class WatchArgs:
    """Whom to notify, and about what."""

    email: str
    """The address to notify; AWS asks its owner to confirm first."""
    monthly_budget: int
    """USD a month for the whole account, since costs by tag must be activated by hand first; 0 for no budget.

    Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
    """
    state_machine_arn: pulumi.Input[str]
    """The order workflow's ARN."""
    api_name: pulumi.Input[str]
    """The REST API's name, by which its metrics are found."""
    stage_name: pulumi.Input[str]
    """The API's stage."""
    access_log: pulumi.Input[str]
    """The log group of the API's access log."""
    payment_function: pulumi.Input[str]
    """ProcessPayment's name."""
    payment_log: pulumi.Input[str]
    """Its log group."""
    voice_function: pulumi.Input[str]
    """NotifyWithPolly's name."""
    voice_log: pulumi.Input[str]
    """Its log group."""


class Watch(pulumi.ComponentResource):
    """Alarms that send mails, and a dashboard with what to look at first.

    The topic isn't encrypted: CloudWatch can't publish to one with AWS's own key, and its messages contain only this
    module's sentences.
    Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """

    topic_arn: pulumi.Output[str]
    """ARN of the topic to which alarms publish."""
    dashboard_name: pulumi.Output[str]
    """Name of the dashboard, also in the console's address."""

    def __init__(self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Watch", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        self._namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
        region = aws.get_region_output(opts=pulumi.InvokeOutputOptions(parent=self)).region
        self._parts = {**vars(args), "namespace": self._namespace, "region": region}
        topic = aws.sns.Topic(f"{name}-topic", opts=self._child)
        aws.sns.TopicSubscription(
            f"{name}-mail", topic=topic.arn, protocol="email", endpoint=args.email, opts=self._child
        )
        for title, alarm in ALARMS.items():
            self._alarm(title, alarm, topic)
        if args.monthly_budget:
            self._budget()
        self.topic_arn, self.dashboard_name = topic.arn, self._dashboard().dashboard_name
        self.register_outputs({"topic_arn": self.topic_arn, "dashboard_name": self.dashboard_name})

    def _alarm(self, title: str, alarm: Mapping[str, Any], topic: aws.sns.Topic) -> None:
        """Create an alarm that a period without data doesn't set off: perhaps nobody ordered."""
        if "lines" in alarm:
            self._count(title, **alarm["lines"])
        namespace, metric, *dimensions = alarm.get("metric", [self._namespace, title])
        aws.cloudwatch.MetricAlarm(
            f"{self._name}-{title}",
            name=f"{pulumi.get_project()}-{pulumi.get_stack()}-{title}",
            alarm_description=f"{alarm['says']} {RUNBOOK}#{title}",
            namespace=namespace,
            metric_name=metric,
            dimensions=dict(zip(dimensions[::2], map(self._filled, dimensions[1::2]), strict=True)),
            statistic="Sum",
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=alarm.get("atLeast", 1),
            period=FIVE_MINUTES,
            evaluation_periods=alarm.get("periods", 1),
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            ok_actions=[topic.arn],
            opts=self._child,
        )

    def _count(self, title: str, log: str, pattern: str) -> None:
        """Create the metric that counts lines; it has no dimensions, so that it is 0 without lines."""
        aws.cloudwatch.LogMetricFilter(
            f"{self._name}-{title}-lines",
            name=title,
            log_group_name=getattr(self._args, log),
            pattern=pattern,
            metric_transformation={
                "name": title,
                "namespace": self._namespace,
                "value": "1",
                "default_value": "0",
                "unit": "Count",
            },
            opts=self._child,
        )

    def _filled(self, text: str) -> pulumi.Output[str]:
        """Return a text with its placeholders, such as `${api_name}`, replaced by the arguments."""
        template = Template(text)
        parts = {name: self._parts[name] for name in template.get_identifiers()}
        return pulumi.Output.all(**parts).apply(template.substitute)

    def _budget(self) -> None:
        """A budget with at most two mails a month; the first two budgets of an account are free.

        Source: docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
        """
        aws.budgets.Budget(
            f"{self._name}-budget",
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=str(self._args.monthly_budget),
            limit_unit="USD",
            notifications=[
                {
                    "comparison_operator": "GREATER_THAN",
                    "notification_type": kind,
                    "threshold": percent,
                    "threshold_type": "PERCENTAGE",
                    "subscriber_email_addresses": [self._args.email],
                }
                for kind, percent in BUDGET_MAILS
            ],
            opts=self._child,
        )

    def _dashboard(self) -> aws.cloudwatch.Dashboard:
        body = self._filled((_HERE / "dashboard.json").read_text(encoding="utf-8"))
        return aws.cloudwatch.Dashboard(
            f"{self._name}-dashboard",
            dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}-watch",
            dashboard_body=body.apply(lambda filled: json.dumps(json.loads(filled))),
            opts=self._child,
        )
