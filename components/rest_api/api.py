"""A REST API before one state machine."""

import inspect
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from .args import RestApiArgs
from .cors import check_origin
from .endpoint import ApiEndpoint, ApiEndpointArgs
from .gateway_responses import add_gateway_responses
from .machine import machine
from .methods import Methods
from .models import add_models
from .role import integration_role
from .snapshot import Snapshot
from .stage import make_stage


class RestApi(pulumi.ComponentResource):
    """POST starts an execution, GET describes one, OPTIONS tells browsers who may; nothing else is offered.

    The state machine is fixed here, input is checked against the schema, every answer is JSON with CORS headers, errors
    carry a stable code. Access logs need the account's log role: let the component depend on ApiLogging unless another
    stack has set it.

    Source: docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    """

    rest_api_id: pulumi.Output[str]
    """The API's id."""
    stage_name: pulumi.Output[str]
    """The stage's name."""
    stage_arn: pulumi.Output[str]
    """The stage's ARN."""
    stage_url: pulumi.Output[str]
    """Where clients call."""
    deployment_id: pulumi.Output[str]
    """Changes with every change to a method, template, model, gateway response or CORS setting."""
    role_name: pulumi.Output[str]
    """The name of the role by which the API calls Step Functions."""
    role_arn: pulumi.Output[str]
    """That role's ARN."""
    log_group_name: pulumi.Output[str]
    """Where the access log goes."""

    def __init__(self, name: str, args: RestApiArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stepfunctions:index:RestApi", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.endpoint = args.endpoint or ApiEndpoint(f"{name}-endpoint", _tagged(args.tags), child)
        snapshot = self._snapshot(name, args, child)
        deployment = self._deployment(name, args, snapshot)
        stage, log = make_stage(name, args, self.endpoint, deployment, child)
        self.rest_api_id, self.deployment_id = self.endpoint.rest_api_id, deployment.id
        self.stage_name, self.stage_arn, self.stage_url = stage.stage_name, stage.arn, stage.invoke_url
        self.log_group_name = log.name
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})

    def _snapshot(self, name: str, args: RestApiArgs, child: pulumi.ResourceOptions) -> Snapshot:
        """Make all that a deployment freezes, and the role by which its methods act."""
        target = pulumi.Output.from_input(args.state_machine_arn).apply(machine)
        origins = pulumi.Output.all(*args.allowed_origins).apply(
            lambda allowed: [check_origin(origin) for origin in allowed]
        )
        role, policy = integration_role(name, args, target, child)
        self.role_name, self.role_arn = role.name, role.arn
        snapshot = Snapshot(child)
        add_gateway_responses(snapshot, name, self.endpoint.rest_api_id, origins)
        methods = Methods(
            snapshot=snapshot,
            name=name,
            endpoint=self.endpoint,
            machine=target,
            origins=origins,
            role_arn=role.arn,
            models=add_models(snapshot, name, self.endpoint.rest_api_id, args.input_schema),
        )
        methods.add_start()
        methods.add_describe()
        methods.add_preflight()
        snapshot.resources.append(policy)
        return snapshot

    def _deployment(self, name: str, args: RestApiArgs, snapshot: Snapshot) -> aws.apigateway.Deployment:
        """Freeze the snapshot; the new deployment exists before the stage leaves the old one, which goes last.

        A method that's removed from the program is still in the next deployment, since deletions come last: raise the
        revision and deploy once more, and it's gone. See docs/engine.md.
        Source: github.com/pulumi/pulumi-aws/issues/3289
        """
        return aws.apigateway.Deployment(
            f"{name}-deployment",
            rest_api=self.endpoint.rest_api_id,
            triggers={"snapshot": snapshot.digest(), "revision": str(args.revision)},
            opts=pulumi.ResourceOptions(parent=self, depends_on=snapshot.resources),
        )


def _tagged(tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None) -> ApiEndpointArgs:
    return {} if tags is None else {"tags": tags}
