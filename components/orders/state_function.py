"""A Lambda function for one state of the workflow, with its own role, policy and log group."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from components.orders.args import OrderSystemArgs
from components.orders.catalog import HANDLERS, files_of
from components.orders.iam import Statement, make_role, may_trace, trust

TIMEOUT_SECONDS = 10  # the workflow's tasks time out after 15
_MEMORY_MEGABYTES = 512  # processor time is proportional to it: half the memory doubles a cold start


@dataclass(frozen=True, kw_only=True)
class StateFunctionArgs:
    """The settings of one function."""

    module: str
    """The handler's module in `handlers`; the archive contains it and what it imports."""
    system: OrderSystemArgs
    """The settings that all functions share."""
    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Its environment variables."""
    statements: Sequence[Statement] = ()
    """Its rights, besides writing its own log and traces."""


class StateFunction(pulumi.ComponentResource):
    """The function, its role, its policy and its log group."""

    arn: pulumi.Output[str]
    """The function's ARN."""
    function_name: pulumi.Output[str]
    """The function's name."""
    log_group_name: pulumi.Output[str]
    """The name of its log group."""

    def __init__(
        self, name: str, args: StateFunctionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("gopizza:index:StateFunction", name, None, opts)
        self._name, self._args = name, args
        child = pulumi.ResourceOptions(parent=self)
        log_group = aws.cloudwatch.LogGroup(
            f"{name}-log",
            name=f"/aws/lambda/{pulumi.get_project()}-{pulumi.get_stack()}-{name}",
            retention_in_days=args.system.log_retention_days,
            opts=child,
        )
        # No condition on the account is needed: nobody can pass a role to another account's function.
        # Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
        may_log: Statement = {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": pulumi.Output.concat(log_group.arn, ":*"),
        }
        statements = [*args.statements, may_log, *([may_trace()] if args.system.tracing else [])]
        trusted, boundary = trust("lambda.amazonaws.com"), args.system.permissions_boundary
        role, rights = make_role(name, trusted, statements, boundary, child)
        function = self._function(role, log_group, rights)
        self.arn, self.function_name = function.arn, function.name
        self.log_group_name = log_group.name
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})

    def _function(
        self, role: aws.iam.Role, log_group: aws.cloudwatch.LogGroup, rights: aws.iam.RolePolicy
    ) -> aws.lambda_.Function:
        args = self._args
        # File by file: a folder would include `__pycache__` and change with every run.
        files: dict[str, pulumi.Asset | pulumi.Archive] = {
            f"handlers/{file}": pulumi.FileAsset(HANDLERS / file) for file in sorted(files_of(args.module))
        }
        return aws.lambda_.Function(
            self._name,
            runtime="python3.13",
            architectures=[args.system.architecture],
            handler=f"handlers.{args.module}.handle",
            code=pulumi.AssetArchive(files),
            role=role.arn,
            timeout=TIMEOUT_SECONDS,
            memory_size=_MEMORY_MEGABYTES,
            environment={"variables": dict(args.environment)} if args.environment else None,
            logging_config={
                "log_format": "JSON",
                "log_group": log_group.name,
                "application_log_level": "INFO",
                "system_log_level": "WARN",
            },
            tracing_config={"mode": "Active" if args.system.tracing else "PassThrough"},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )

    def may_invoke(self) -> Statement:
        """Return the right to invoke this function."""
        return {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": self.arn}
