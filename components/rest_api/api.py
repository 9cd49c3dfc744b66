"""A REST API before one state machine."""

import pulumi
import pulumi_aws as aws

from components.rest_api.args import StepFunctionsRestApiArgs
from components.rest_api.cors import check_origin
from components.rest_api.endpoint import ApiEndpoint
from components.rest_api.gateway_responses import add_gateway_responses
from components.rest_api.machine import machine
from components.rest_api.methods import Methods
from components.rest_api.models import add_models
from components.rest_api.role import integration_role
from components.rest_api.snapshot import Snapshot
from components.rest_api.stage import make_stage


class StepFunctionsRestApi(pulumi.ComponentResource):
    """POST starts an execution, GET describes one, OPTIONS tells browsers who may; nothing else is offered.

    The state machine is fixed here, input is checked against the schema, every answer is JSON with CORS headers, errors
    carry a stable code. Access logs need the account's log role: let the component depend on ApiLogging unless another
    stack has set it.

    endpoint: the API's address; rest_api_id; stage: the stage, stage_name and stage_url: its name and URL
    deployment_id: changes with every change to a method, template, model, gateway response or CORS setting
    Source: docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html
    """

    def __init__(
        self, name: str, args: StepFunctionsRestApiArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("stepfunctions-rest-api:index:StepFunctionsRestApi", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.endpoint = args.endpoint or ApiEndpoint(f"{name}-endpoint", child)
        snapshot = self._snapshot(name, args, child)
        deployment = self._deployment(name, args, snapshot)
        self.stage = make_stage(name, args, self.endpoint, deployment, child)
        self.rest_api_id: pulumi.Output[str] = self.endpoint.rest_api_id
        self.stage_name: pulumi.Output[str] = self.stage.stage_name
        self.stage_url: pulumi.Output[str] = self.stage.invoke_url
        self.deployment_id: pulumi.Output[str] = deployment.id
        self.register_outputs(
            {
                "rest_api_id": self.rest_api_id,
                "stage_name": self.stage_name,
                "stage_url": self.stage_url,
                "deployment_id": self.deployment_id,
            }
        )

    def _snapshot(self, name: str, args: StepFunctionsRestApiArgs, child: pulumi.ResourceOptions) -> Snapshot:
        """Make all that a deployment freezes, and the role by which its methods act."""
        target = pulumi.Output.from_input(args.state_machine_arn).apply(machine)
        origins = pulumi.Output.all(*args.allowed_origins).apply(
            lambda allowed: [check_origin(origin) for origin in allowed]
        )
        role, policy = integration_role(name, target, child)
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

    def _deployment(
        self, name: str, args: StepFunctionsRestApiArgs, snapshot: Snapshot
    ) -> aws.apigateway.Deployment:
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
