"""The API's address, before anything answers there."""

from collections.abc import Mapping
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict


class ApiEndpointArgs(TypedDict):
    """How the API is made."""

    tags: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """Tags of the API, beside the provider's default tags."""


class ApiEndpoint(pulumi.ComponentResource):
    """An empty regional REST API: its host is known before its methods are made.

    So a website's content security policy can name the API while the API's CORS headers name the website.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
    """

    rest_api_id: pulumi.Output[str]
    """The API's id."""
    root_resource_id: pulumi.Output[str]
    """The id of the resource of the path `/`."""
    execution_arn: pulumi.Output[str]
    """What policies on calling the API name."""
    origin: pulumi.Output[str]
    """Scheme and host: `https://{id}.execute-api.{region}.{dns suffix}`."""

    def __init__(self, name: str, args: ApiEndpointArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("stepfunctions:index:ApiEndpoint", name, None, opts)
        self.rest_api = aws.apigateway.RestApi(
            name,
            description="Starts and describes executions of one state machine",
            endpoint_configuration={"types": "REGIONAL"},
            tags=args.get("tags"),
            opts=pulumi.ResourceOptions(parent=self),
        )
        invoke = pulumi.InvokeOutputOptions(parent=self)
        region = aws.get_region_output(opts=invoke).region
        dns_suffix = aws.get_partition_output(opts=invoke).dns_suffix
        self.rest_api_id = self.rest_api.id
        self.root_resource_id = self.rest_api.root_resource_id
        self.execution_arn = self.rest_api.execution_arn
        self.origin = pulumi.Output.format(
            "https://{0}.execute-api.{1}.{2}", self.rest_api_id, region, dns_suffix
        )
        self.register_outputs(
            {
                "rest_api_id": self.rest_api_id,
                "root_resource_id": self.root_resource_id,
                "execution_arn": self.execution_arn,
                "origin": self.origin,
            }
        )
