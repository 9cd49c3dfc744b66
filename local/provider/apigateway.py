"""API Gateway: the API itself, its deployments and stages.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

from local.provider.patches import patch_operations, patch_text
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

# What UpdateStage sets where a method's setting is no longer given.
UNSET = {
    "metrics/enabled": False,
    "logging/loglevel": "OFF",
    "logging/dataTrace": False,
    "throttling/burstLimit": -1,
    "throttling/rateLimit": -1,
    "caching/enabled": False,
}


class ApiGatewayResource(Resource):
    """What the tagged resources of API Gateway share."""

    service = "apigateway"

    def arn(self, path: str) -> str:
        return self.aws.arn("apigateway", f"/restapis/{path}", account=False)


class RestApi(ApiGatewayResource):
    kind = "aws:apigateway/restApi:RestApi"
    outputs = frozenset({"arn", "executionArn", "rootResourceId"})
    tag_style = TagStyle("tags", resource="resourceArn")

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        place = request.get("endpointConfiguration", {})
        if isinstance(types := place.get("types"), str):
            request["endpointConfiguration"] = {
                **place,
                "types": [types],
            }  # one string in Pulumi, a list in AWS
        return request

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        api = self.client.create_rest_api(**self.request(inputs), **self.tags(inputs))
        return api["id"], self._outputs(api)

    def _outputs(self, api: Properties) -> Properties:
        resources = self.client.get_resources(restApiId=api["id"], limit=500)["items"]
        return {
            "arn": self.arn(api["id"]),
            "executionArn": self.aws.arn("execute-api", api["id"]),
            "rootResourceId": next(item["id"] for item in resources if item["path"] == "/"),
        }


class Deployment(ApiGatewayResource):
    kind = "aws:apigateway/deployment:Deployment"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return self.client.create_deployment(**self.request(inputs))["id"], {}


class Stage(ApiGatewayResource):
    """A stage. The emulator serves it on a path of its own port: `invokeUrl` says where."""

    kind = "aws:apigateway/stage:Stage"
    outputs = frozenset({"arn", "executionArn", "invokeUrl"})
    tag_style = TagStyle("tags", resource="resourceArn")

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.create_stage(**self.request(inputs), **self.tags(inputs))
        api, name = inputs["restApi"], inputs["stageName"]
        if operations := patch_operations({}, self._settings(inputs)):
            self.client.update_stage(restApiId=api, stageName=name, patchOperations=operations)
        return f"ags-{api}-{name}", self._outputs(api, name)

    def _outputs(self, api: str, name: str) -> Properties:
        return {
            "arn": self.arn(f"{api}/stages/{name}"),
            "executionArn": self.aws.arn("execute-api", f"{api}/{name}"),
            "invokeUrl": self.aws.stage_url(api, name),
        }

    @staticmethod
    def _settings(inputs: Properties) -> Properties:
        """The access log, which CreateStage doesn't take; an ARN there ends without `:*`."""
        log = inputs.get("accessLogSettings")
        if not log:
            return {}
        arn = log["destinationArn"].removesuffix(":*")
        return {"accessLogSettings": {"destinationArn": arn, "format": log["format"]}}

    def update(self, thing: Existing, new: Properties) -> Properties:
        api, name = new["restApi"], new["stageName"]
        old_request = self.request(thing.state) | self._settings(thing.state)
        operations = patch_operations(old_request, self.request(new) | self._settings(new))
        self.client.update_stage(restApiId=api, stageName=name, patchOperations=operations)
        return self._outputs(api, name)


class MethodSettings(ApiGatewayResource):
    """Throttles, metrics and logs of a stage's methods.

    Source: docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
    """

    kind = "aws:apigateway/methodSettings:MethodSettings"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self._change({}, inputs)
        return f"{inputs['restApi']}-{inputs['stageName']}-{inputs['methodPath']}", {}

    def _change(self, before: Properties, new: Properties) -> None:
        old, settings = self._settings(before), self._settings(new)
        operations = [
            {"op": "replace", "path": f"/{new['methodPath']}/{path}", "value": patch_text(value)}
            for path, value in ({path: UNSET[path] for path in old} | settings).items()
            if value != old.get(path)
        ]
        self.client.update_stage(
            restApiId=new["restApi"], stageName=new["stageName"], patchOperations=operations
        )

    def _settings(self, inputs: Properties) -> Properties:
        return self.request(inputs).get("settings", {})

    def update(self, thing: Existing, new: Properties) -> Properties:
        self._change(thing.state, new)
        return {}


class Account(ApiGatewayResource):
    """The account's role for API Gateway's logs, once per region."""

    kind = "aws:apigateway/account:Account"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self._change({}, inputs)
        return self.aws.account, {}

    def _change(self, before: Properties, new: Properties) -> None:
        operations = patch_operations(self.request(before), self.request(new))
        self.client.update_account(patchOperations=operations)
