"""A REST API in front of one state machine."""

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
    """POST starts an execution, GET describes one, OPTIONS tells browsers which origins may call.

    The state machine is fixed, the input is validated by the schema, every response is JSON with CORS headers, and
    errors have a stable code. Access logs need the account's log role: let the component depend on ApiLogging unless
    another stack has set the role.
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
    """With AWS_IAM: the ARN for the policies of callers, followed by /METHOD/."""
    deployment_id: pulumi.Output[str]
    """Changes with every change to a method, template, model, gateway response or CORS setting."""
    role_name: pulumi.Output[str]
    """The name of the role in which the API calls Step Functions."""
    role_arn: pulumi.Output[str]
    """That role's ARN."""
    log_group_name: pulumi.Output[str]
    """The log group of the access log."""

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
        """Return the resource for the methods, and the inputs whose change must deploy them again."""
        if chosen.rest_api_id is not None and chosen.root_resource_id is not None:
            return Place(chosen.rest_api_id, chosen.root_resource_id), {}
        given = {"vpc_endpoint_ids": chosen.vpc_endpoint_ids, "tags": chosen.tags}
        args = ApiEndpointArgs(**{key: value for key, value in given.items() if value is not None})
        made = ApiEndpoint(f"{name}-endpoint", args, child)
        return Place(made.rest_api_id, made.root_resource_id), {"policy": made.policy}

    def _snapshot(self, name: str, chosen: Settings, place: Place, child: pulumi.ResourceOptions) -> Snapshot:
        """Create everything that a deployment freezes, and the role of its methods.

        A method that is removed from the program is still in the next deployment, since deletions come last: change a
        trigger and deploy again to remove it. See docs/engine.md.
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
