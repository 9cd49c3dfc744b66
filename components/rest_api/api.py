"""A REST API before one state machine."""

import inspect

import pulumi
import pulumi_aws as aws

from .args import RestApiArgs, Settings, settings
from .cors import check_origins
from .endpoint import ApiEndpoint, ApiEndpointArgs
from .execution_methods import Methods, Place
from .gateway_responses import add_gateway_responses
from .machine import machine
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
    execution_arn: pulumi.Output[str]
    """What a policy names that lets callers sign requests, AWS_IAM, with /METHOD/ after it."""
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
        child, chosen = pulumi.ResourceOptions(parent=self), settings(args)
        place, triggers = self._place(name, chosen, child)
        snapshot = self._snapshot(name, chosen, place, child)
        self.rest_api_id = pulumi.Output.from_input(place.rest_api_id)
        deployment = aws.apigateway.Deployment(
            f"{name}-deployment",
            rest_api=place.rest_api_id,
            triggers={"snapshot": snapshot.digest(), **triggers, **chosen.triggers},
            opts=pulumi.ResourceOptions(parent=self, depends_on=snapshot.resources),
        )
        self.deployment_id = deployment.id
        stage, log = make_stage(name, chosen, place.rest_api_id, deployment, child)
        self.stage_name, self.stage_arn, self.stage_url = stage.stage_name, stage.arn, stage.invoke_url
        self.execution_arn, self.log_group_name = stage.execution_arn, log.name
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})

    def _place(
        self, name: str, chosen: Settings, child: pulumi.ResourceOptions
    ) -> tuple[Place, dict[str, pulumi.Input[str]]]:
        """Return where the methods go, and what of it deploys them anew."""
        if chosen.rest_api_id is not None and chosen.root_resource_id is not None:
            return Place(chosen.rest_api_id, chosen.root_resource_id), {}
        given = {"vpc_endpoint_ids": chosen.vpc_endpoint_ids, "tags": chosen.tags}
        args = ApiEndpointArgs(**{key: value for key, value in given.items() if value is not None})
        made = ApiEndpoint(f"{name}-endpoint", args, child)
        return Place(made.rest_api_id, made.root_resource_id), {"policy": made.policy}

    def _snapshot(self, name: str, chosen: Settings, place: Place, child: pulumi.ResourceOptions) -> Snapshot:
        """Make all that a deployment freezes, and the role by which its methods act.

        A method that's removed from the program is still in the next deployment, since deletions come last: change a
        trigger and deploy once more, and it's gone. See docs/engine.md.
        Source: github.com/pulumi/pulumi-aws/issues/3289
        """
        target = pulumi.Output.from_input(chosen.state_machine_arn).apply(machine)
        origins: pulumi.Output[list[str]] = pulumi.Output.from_input(chosen.allowed_origins).apply(
            lambda allowed: check_origins([str(origin) for origin in allowed])
        )
        role, policy = integration_role(name, chosen, target, child)
        self.role_name, self.role_arn = role.name, role.arn
        snapshot = Snapshot(child)
        add_gateway_responses(snapshot, name, place.rest_api_id, origins, chosen)
        methods = Methods(
            snapshot=snapshot,
            name=name,
            place=place,
            settings=chosen,
            machine=target,
            origins=origins,
            role_arn=role.arn,
            models=add_models(snapshot, name, place.rest_api_id, chosen),
        )
        methods.add_all()
        snapshot.resources.append(policy)
        return snapshot
