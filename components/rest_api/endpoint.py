"""The API's address, before anything responds there."""

import inspect
from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws
from typing_extensions import NotRequired, TypedDict


class ApiEndpointArgs(TypedDict):
    """The API's settings."""

    vpc_endpoint_ids: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """Make the API private: only these VPC endpoints of API Gateway reach it; public by default."""
    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the API, in addition to the provider's default tags."""


class ApiEndpoint(pulumi.ComponentResource):
    """An empty REST API, regional or private: its host is known before its methods are created.

    So a website's content security policy can name the API while the API's CORS headers name the website.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
    """

    rest_api_id: pulumi.Output[str]
    """The API's id."""
    root_resource_id: pulumi.Output[str]
    """The id of the resource with the path `/`, known after the policy is set."""
    execution_arn: pulumi.Output[str]
    """The ARN for policies of callers."""
    policy: pulumi.Output[str]
    """A private API's policy, otherwise empty: give it to RestApi as a trigger, since it needs a new deployment."""
    origin: pulumi.Output[str]
    """Scheme and host: `https://{id}.execute-api.{region}.{dns suffix}`."""

    def __init__(self, name: str, args: ApiEndpointArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stepfunctions:index:ApiEndpoint", name, None, opts)
        vpc_endpoint_ids = args.get("vpc_endpoint_ids")
        self._name = name
        self.rest_api = aws.apigateway.RestApi(
            name,
            description="Starts and describes executions of one state machine",
            endpoint_configuration={"types": "PRIVATE", "vpc_endpoint_ids": vpc_endpoint_ids}
            if vpc_endpoint_ids is not None
            else {"types": "REGIONAL"},
            tags=args.get("tags"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        invoke = pulumi.InvokeOutputOptions(parent=self)
        region = aws.get_region_output(opts=invoke).region
        dns_suffix = aws.get_partition_output(opts=invoke).dns_suffix
        self.rest_api_id = self.rest_api.id
        self.execution_arn = self.rest_api.execution_arn
        self.policy = pulumi.Output.from_input("")
        if vpc_endpoint_ids is not None:
            self.policy = self._only_through(vpc_endpoint_ids)
        self.root_resource_id = pulumi.Output.all(self.rest_api.root_resource_id, self.policy).apply(
            lambda known: known[0]
        )
        self.origin = pulumi.Output.format(
            "https://{0}.execute-api.{1}.{2}", self.rest_api_id, region, dns_suffix
        )
        self.register_outputs({name: getattr(self, name) for name in inspect.get_annotations(type(self))})

    def _only_through(self, ids: pulumi.Input[Sequence[pulumi.Input[str]]]) -> pulumi.Output[str]:
        """Set the resource policy without which a private API refuses everybody; return it.

        An Allow in it adds to what a method's access allows: only the Deny also applies to callers of the same account.
        Source: docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
        """
        anyone = {
            "Principal": "*",
            "Action": "execute-api:Invoke",
            "Resource": pulumi.Output.concat(self.execution_arn, "/*"),
        }
        statements = [
            {"Effect": "Deny", **anyone, "Condition": {"StringNotEquals": {"aws:SourceVpce": ids}}},
            {"Effect": "Allow", **anyone},
        ]
        policy = pulumi.Output.json_dumps({"Version": "2012-10-17", "Statement": statements})
        return aws.apigateway.RestApiPolicy(
            f"{self._name}-policy",
            rest_api_id=self.rest_api.id,
            policy=policy,
            opts=pulumi.ResourceOptions(parent=self),
        ).policy
