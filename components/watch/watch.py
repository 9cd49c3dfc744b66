"""One topic with one mail address, an alarm for each way to fail, a dashboard, a budget."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.watch.alarms import ALARMS, FIVE_MINUTES, GRAPHS, Alarm, Lines, Metric

RUNBOOK = "docs/runbook.md"
WIDTH, HEIGHT = 12, 6  # of a graph; a dashboard is 24 units wide
BUDGET_MAILS = (("ACTUAL", 80), ("FORECASTED", 100))  # percent of the budget


@dataclass(frozen=True, kw_only=True)
class WatchArgs:
    """Whom to tell, and what of."""

    email: str
    """The address that is told; AWS asks it to confirm before it gets anything."""
    monthly_budget: int
    """USD of the whole account, since costs by tag must be switched on by hand first; 0 for no budget.

    Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
    """
    state_machine_arn: pulumi.Input[str]
    """The order workflow's ARN."""
    api_name: pulumi.Input[str]
    """The REST API's name, which its metrics go by."""
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
    """Alarms that mail, and a dashboard with what one looks at first.

    The topic has no key: CloudWatch can't publish to one encrypted by AWS's own, and what it carries are this module's
    sentences.
    Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """

    topic_arn: pulumi.Output[str]
    """ARN of the topic that alarms publish to."""
    dashboard_name: pulumi.Output[str]
    """Name of the dashboard, in the console's address too."""

    def __init__(self, name: str, args: WatchArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("gopizza:index:Watch", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        self._namespace = f"{pulumi.get_project()}/{pulumi.get_stack()}"
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

    def _alarm(self, title: str, alarm: Alarm, topic: aws.sns.Topic) -> None:
        if isinstance(alarm.of, Lines):
            self._count(title, alarm.of)
        metric = self._metric(title, alarm.of)
        aws.cloudwatch.MetricAlarm(
            f"{self._name}-{title}",
            name=f"{pulumi.get_project()}-{pulumi.get_stack()}-{title}",
            alarm_description=f"{alarm.says} {RUNBOOK}#{title}",
            namespace=metric.namespace,
            metric_name=metric.name,
            dimensions=self._values(metric.dimensions),
            statistic="Sum",
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=alarm.at_least,
            period=alarm.seconds,
            evaluation_periods=alarm.periods,
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            ok_actions=[topic.arn],
            opts=self._child,
        )

    def _count(self, title: str, lines: Lines) -> None:
        """Make the metric that counts the lines; it has no dimensions, so that it is 0 between them."""
        aws.cloudwatch.LogMetricFilter(
            f"{self._name}-{title}-lines",
            name=title,
            log_group_name=getattr(self._args, lines.log),
            pattern=lines.pattern,
            metric_transformation={
                "name": title,
                "namespace": self._namespace,
                "value": "1",
                "default_value": "0",
                "unit": "Count",
            },
            opts=self._child,
        )

    def _metric(self, title: str, of: Metric | Lines) -> Metric:
        return of if isinstance(of, Metric) else Metric(namespace=self._namespace, name=title, dimensions={})

    def _values(self, dimensions: Mapping[str, str]) -> dict[str, pulumi.Input[str]]:
        return {
            name: part.strip("'") if part.startswith("'") else getattr(self._args, part)
            for name, part in dimensions.items()
        }

    def _budget(self) -> None:
        """Two mails a month at most; the first two budgets of an account cost nothing.

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
        region = aws.get_region_output(opts=pulumi.InvokeOutputOptions(parent=self)).region
        graphs = [
            {
                "title": graph.title,
                "view": "timeSeries",
                "period": FIVE_MINUTES,
                "region": region,
                "metrics": [
                    *(self._line(label, metric, stat) for label, (metric, stat) in graph.lines.items()),
                    *(
                        self._line(title, self._metric(title, ALARMS[title].of), "Sum")
                        for title in graph.alarms
                    ),
                ],
            }
            for graph in GRAPHS
        ]
        widgets = [
            {
                "type": "metric",
                "x": number % 2 * WIDTH,
                "y": number // 2 * HEIGHT,
                "width": WIDTH,
                "height": HEIGHT,
                "properties": graph,
            }
            for number, graph in enumerate(graphs)
        ]
        return aws.cloudwatch.Dashboard(
            f"{self._name}-dashboard",
            dashboard_name=f"{pulumi.get_project()}-{pulumi.get_stack()}-watch",
            dashboard_body=pulumi.Output.from_input({"widgets": widgets}).apply(json.dumps),
            opts=self._child,
        )

    def _line(self, label: str, metric: Metric, statistic: str) -> list[Any]:
        """Return a line of a graph as CloudWatch writes it.

        Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
        """
        dimensions = [part for pair in self._values(metric.dimensions).items() for part in pair]
        return [metric.namespace, metric.name, *dimensions, {"label": label, "stat": statistic}]
