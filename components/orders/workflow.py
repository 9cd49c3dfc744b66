"""The order workflow: the state machine, its role and its log."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pulumi
import pulumi_aws as aws

from components.orders.args import OrderSystemArgs
from components.orders.iam import Statement, make_role, may_trace, trust

DEFINITION = Path(__file__).with_name("workflow.asl.json")
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")

# What is added to every task of the definition that has none of its own: a timeout, longer than a function's, and
# retries of the errors that may be temporary: our functions' own, Lambda's and DynamoDB's.
# Sources: docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html,
# docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
EVERY_TASK: Mapping[str, Any] = json.loads(
    DEFINITION.with_name("every_task.json").read_text(encoding="utf-8")
)

# Log deliveries and their resource policies have no ARNs of their own.
# Source: docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
_MAY_DELIVER_LOGS: Statement = {
    "Effect": "Allow",
    "Action": [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
    ],
    "Resource": "*",
}


def fill(definition: str, values: Mapping[str, str]) -> str:
    """Return the definition with each `${Name}` replaced by its value, and with timeout and retries in every task.

    Raises ValueError, naming them, for placeholders without a value and values without a placeholder: either means
    that a state runs another function than intended.
    """
    found = set(_PLACEHOLDER.findall(definition))
    if found != set(values):
        unknown, unused = sorted(found - set(values)), sorted(set(values) - found)
        raise ValueError(f"workflow placeholders don't match: unknown {unknown}, unused {unused}")
    machine = json.loads(_PLACEHOLDER.sub(lambda match: values[match[1]], definition))
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            machine["States"][name] = {**EVERY_TASK, **state}
    return json.dumps(machine)


@dataclass(frozen=True, kw_only=True)
class OrderWorkflowArgs:
    """The settings of the workflow."""

    system: OrderSystemArgs
    """The settings that it shares with its functions, and the version that starts orders."""
    placeholders: Mapping[str, pulumi.Input[str]]
    """The value of each `${Name}` in `workflow.asl.json`."""
    statements: Sequence[Statement]
    """The rights that its states need."""


class OrderWorkflow(pulumi.ComponentResource):
    """A Standard state machine, and an alias for its current version.

    It logs errors without their data, which are names and encrypted cards. It logs nothing else: AWS doesn't document
    whether other events leave out a task's parameters, and the history of a Standard execution can be read for 90 days
    anyway.
    Source: docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    """

    state_machine_arn: pulumi.Output[str]
    """The state machine's ARN."""
    live_arn: pulumi.Output[str]
    """The ARN of the alias `live`, which starts the current version."""

    def __init__(
        self, name: str, args: OrderWorkflowArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("gopizza:index:OrderWorkflow", name, None, opts)
        self._name, self._args = name, args
        child = pulumi.ResourceOptions(parent=self)
        traced = [may_trace(sampling=True)] if args.system.tracing else []
        statements = [*args.statements, _MAY_DELIVER_LOGS, *traced]
        boundary = args.system.permissions_boundary
        role, rights = make_role(name, self._trust(), statements, boundary, child)
        log_group = aws.cloudwatch.LogGroup(
            f"{name}-log",
            # Log groups with this prefix share one statement of the resource policy, which may have 5,120 characters.
            # Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
            name=f"/aws/vendedlogs/states/{pulumi.get_project()}-{pulumi.get_stack()}-{name}",
            retention_in_days=args.system.log_retention_days,
            opts=child,
        )
        machine = self._machine(role, rights, log_group)
        self.state_machine_arn = machine.arn
        self.live_arn = pulumi.Output.concat(machine.arn, ":", self._live(machine).name)
        self.register_outputs({"state_machine_arn": self.state_machine_arn, "live_arn": self.live_arn})

    def _machine(
        self, role: aws.iam.Role, rights: aws.iam.RolePolicy, log_group: aws.cloudwatch.LogGroup
    ) -> aws.sfn.StateMachine:
        definition = DEFINITION.read_text(encoding="utf-8")
        return aws.sfn.StateMachine(
            self._name,
            type="STANDARD",
            definition=pulumi.Output.all(**self._args.placeholders).apply(partial(fill, definition)),
            role_arn=role.arn,
            logging_configuration={
                "level": "ERROR",
                "include_execution_data": False,
                "log_destination": pulumi.Output.concat(log_group.arn, ":*"),
            },
            tracing_configuration={"enabled": self._args.system.tracing},
            publish=True,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )

    def _live(self, machine: aws.sfn.StateMachine) -> aws.sfn.Alias:
        """Each update publishes a version; earlier ones stay until the state machine is deleted.

        Source: docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
        """
        chosen = self._args.system.workflow_version
        version = (
            pulumi.Output.concat(machine.arn, f":{chosen}") if chosen else machine.state_machine_version_arn
        )
        return aws.sfn.Alias(
            f"{self._name}-live",
            name="live",
            routing_configurations=[{"state_machine_version_arn": version, "weight": 100}],
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _trust(self) -> pulumi.Output[str]:
        """Return the trust policy: only Step Functions, for state machines of this account and region.

        Source: docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
        """
        lookup = pulumi.InvokeOutputOptions(parent=self)
        account = aws.get_caller_identity_output(opts=lookup).account_id
        partition = aws.get_partition_output(opts=lookup).partition
        region = aws.get_region_output(opts=lookup).region
        machines = pulumi.Output.format("arn:{0}:states:{1}:{2}:stateMachine:*", partition, region, account)
        return trust(
            "states.amazonaws.com",
            {"StringEquals": {"aws:SourceAccount": account}, "ArnLike": {"aws:SourceArn": machines}},
        )
