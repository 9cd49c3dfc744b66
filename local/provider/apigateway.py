"""API Gateway: the API itself, its deployments and stages.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

import json
from collections.abc import Mapping
from typing import cast

from local.provider.errors import AbsentError
from local.provider.patches import patch_operations, patch_text, set_operations
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

ALL_METHODS = "/*/*"
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
    import_id = ()

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        if isinstance(types := request.get("endpointConfiguration", {}).get("types"), str):
            request["endpointConfiguration"] = {"types": [types]}  # one string in Pulumi, a list in AWS
        return request

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        api = self.client.create_rest_api(**self.request(inputs), **self.tags(inputs))
        return api["id"], self._outputs(api)

    def look(self, thing: Existing) -> Seen:
        api = self.client.get_rest_api(restApiId=thing.id)
        settings = self.told(api)
        if types := api.get("endpointConfiguration", {}).get("types"):
            settings["endpointConfiguration"] = {"types": types[0]}
        if policy := api.get("policy"):  # which comes as the inside of a JSON text
            settings["policy"] = json.loads(f'"{policy}"') if "\\" in policy else policy
        return Seen(self._outputs(api), settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        before, after = self.request(thing.state), self.request(self.with_defaults(thing.state, new))
        media = set_operations(
            "/binaryMediaTypes", *(it.pop("binaryMediaTypes", []) for it in (before, after))
        )
        was, now = (it.pop("endpointConfiguration", {}).get("types", []) for it in (before, after))
        moved = [
            {"op": "replace", "path": "/endpointConfiguration/types/0", "value": it}
            for it in now
            if now != was
        ]
        operations = [*patch_operations(before, after), *media, *moved]
        return self._outputs(self.client.update_rest_api(restApiId=thing.id, patchOperations=operations))

    def delete(self, thing: Existing) -> None:
        self.client.delete_rest_api(restApiId=thing.id)

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

    def look(self, thing: Existing) -> Seen:
        told = self.client.get_deployment(restApiId=thing.state["restApi"], deploymentId=thing.id)
        return Seen(settings={"description": told.get("description")})

    def update(self, thing: Existing, new: Properties) -> Properties:
        operations = patch_operations(self.request(thing.state), self.request(new))
        self.client.update_deployment(
            restApiId=new["restApi"], deploymentId=thing.id, patchOperations=operations
        )
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.delete_deployment(restApiId=thing.state["restApi"], deploymentId=thing.id)


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

    def look(self, thing: Existing) -> Seen:
        api, name = thing.state["restApi"], thing.state["stageName"]
        stage = self.client.get_stage(restApiId=api, stageName=name)
        named = {"restApiId": api, "accessLogSettings": stage.get("accessLogSettings")}
        return Seen(self._outputs(api, name), {**self.told(stage), **named})

    def update(self, thing: Existing, new: Properties) -> Properties:
        api, name = new["restApi"], new["stageName"]
        old_request = self.request(thing.state) | self._settings(thing.state)
        operations = patch_operations(old_request, self.request(new) | self._settings(new))
        self.client.update_stage(restApiId=api, stageName=name, patchOperations=operations)
        return self._outputs(api, name)

    def delete(self, thing: Existing) -> None:
        self.client.delete_stage(restApiId=thing.state["restApi"], stageName=thing.state["stageName"])

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


class MethodSettings(ApiGatewayResource):
    """Throttles, metrics and logs of a stage's methods.

    Source: docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
    """

    kind = "aws:apigateway/methodSettings:MethodSettings"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.update(Existing("", {}), inputs)
        return f"{inputs['restApi']}-{inputs['stageName']}-{inputs['methodPath']}", {}

    def look(self, thing: Existing) -> Seen:
        stage = self.client.get_stage(restApiId=thing.state["restApi"], stageName=thing.state["stageName"])
        methods, path = stage.get("methodSettings", {}), thing.state["methodPath"]
        # GetStage may write the root as itself.
        told = methods.get(path, methods.get(path.replace("~1", "/")))
        if told is None:
            raise AbsentError(thing.id)
        known = {parameter: told[name] for name, parameter in self.paths().items() if name in told}
        return Seen(settings={"settings": known})

    def update(self, thing: Existing, new: Properties) -> Properties:
        old, settings = self._settings(thing.state), self._settings(new)
        operations = [
            {"op": "replace", "path": f"/{new['methodPath']}/{path}", "value": patch_text(value)}
            for path, value in ({path: UNSET[path] for path in old} | settings).items()
            if value != old.get(path)
        ]
        self.client.update_stage(
            restApiId=new["restApi"], stageName=new["stageName"], patchOperations=operations
        )
        return {}

    def delete(self, thing: Existing) -> None:
        """Take them away; the emulator lets only those of all methods go, so single ones are set back."""
        state = thing.state
        path = f"/{state['methodPath']}"
        gone = [{"op": "remove", "path": path}]
        if path != ALL_METHODS:
            unset = {name: patch_text(UNSET[name]) for name in self._settings(state)}
            gone = [{"op": "replace", "path": f"{path}/{name}", "value": it} for name, it in unset.items()]
        self.client.update_stage(
            restApiId=state["restApi"], stageName=state["stageName"], patchOperations=gone
        )

    def _settings(self, inputs: Properties) -> Properties:
        return self.request(inputs).get("settings", {})

    @classmethod
    def paths(cls) -> Mapping[str, str]:
        """By Pulumi's names, which are those of GetStage too: the path that UpdateStage takes."""
        return cast(tuple[str, dict[str, str]], cls.shapes["settings"])[1]


class Account(ApiGatewayResource):
    """The account's role for API Gateway's logs, once per region."""

    kind = "aws:apigateway/account:Account"
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        return self.aws.account, self.update(Existing(self.aws.account, {}), inputs)

    def look(self, thing: Existing) -> Seen:  # noqa: ARG002 there is one in an account and region
        return Seen(settings=self.told(self.client.get_account()))

    def update(self, thing: Existing, new: Properties) -> Properties:
        operations = patch_operations(self.request(thing.state), self.request(new))
        self.client.update_account(patchOperations=operations)
        return {}

    def delete(self, thing: Existing) -> None:
        self.update(thing, {"cloudwatchRoleArn": ""})
