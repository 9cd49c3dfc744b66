"""API Gateway: the API itself, its deployments and stages.

Source: docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
"""

import json
from collections.abc import Mapping
from typing import cast

from local.provider import apigateway
from local.provider.patches import Operation, escape, patch_operations, patch_text
from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Alike, Existing, Seen, WholeResource

ALL_METHODS = "/*/*"


class RestApi(WholeResource):
    kind = "aws:apigateway/restApi:RestApi"
    import_id = ()

    def look(self, thing: Existing) -> Seen:
        api = self.client.get_rest_api(restApiId=thing.id)
        settings = self.told(api)
        if types := api.get("endpointConfiguration", {}).get("types"):
            settings["endpointConfiguration"] = {**api["endpointConfiguration"], "types": types[0]}
        if policy := api.get("policy"):
            settings["policy"] = told_policy(policy)
        return Seen(self.made(thing.state, api)[1], settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        before, after = self.request(thing.state), self.request(self.with_defaults(thing.state, new))
        media = set_operations(
            "/binaryMediaTypes", *(it.pop("binaryMediaTypes", []) for it in (before, after))
        )
        was, now = (it.pop("endpointConfiguration", {}) for it in (before, after))
        moved: list[Operation] = [
            {"op": "replace", "path": "/endpointConfiguration/types/0", "value": it}
            for it in now.get("types", [])
            if now["types"] != was.get("types")
        ]
        reached = [
            {"op": op, "path": "/endpointConfiguration/vpcEndpointIds", "value": it}
            for op, these, others in (("add", now, was), ("remove", was, now))
            for it in these.get("vpcEndpointIds", [])
            if it not in others.get("vpcEndpointIds", [])
        ]
        operations = [*patch_operations(before, after), *media, *moved, *reached]
        self.client.update_rest_api(restApiId=thing.id, patchOperations=operations)
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.delete_rest_api(restApiId=thing.id)


class RestApiPolicy(WholeResource):
    """An API's policy: a part of the API, whose id it has."""

    kind = "aws:apigateway/restApiPolicy:RestApiPolicy"
    import_id = ("restApiId",)

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self._set(inputs["restApiId"], inputs["policy"])
        return inputs["restApiId"], {}

    def look(self, thing: Existing) -> Seen:
        if not (policy := self.client.get_rest_api(restApiId=thing.id).get("policy")):
            raise AbsentError(thing.id)
        return Seen(settings={"policy": told_policy(policy)})

    def update(self, thing: Existing, new: Properties) -> Properties:
        self._set(thing.id, new["policy"])
        return {}

    def delete(self, thing: Existing) -> None:
        self._set(thing.id, "")

    def _set(self, api: str, policy: str) -> None:
        change = {"op": "replace", "path": "/policy", "value": policy}
        self.client.update_rest_api(restApiId=api, patchOperations=[change])


class Deployment(Alike):
    kind = "aws:apigateway/deployment:Deployment"

    def told(self, answer: Properties) -> Properties:
        """GetDeployment tells no variables."""
        return {"description": answer.get("description")}


class Stage(Alike, apigateway.Stage):
    def look(self, thing: Existing) -> Seen:
        return Seen(self.made(thing.state, {})[1], super().look(thing).settings)


class MethodSettings(WholeResource, apigateway.MethodSettings):
    def look(self, thing: Existing) -> Seen:
        stage = self.client.get_stage(restApiId=thing.state["restApi"], stageName=thing.state["stageName"])
        methods, path = stage.get("methodSettings", {}), thing.state["methodPath"]
        # GetStage may write the root as itself.
        told = methods.get(path, methods.get(path.replace("~1", "/")))
        if told is None:
            raise AbsentError(thing.id)
        known = {parameter: told[name] for name, parameter in self.paths().items() if name in told}
        return Seen(settings={"settings": known})

    def delete(self, thing: Existing) -> None:
        """Take them away; the emulator lets only those of all methods go, so single ones are set back."""
        state = thing.state
        path = f"/{state['methodPath']}"
        gone = [{"op": "remove", "path": path}]
        if path != ALL_METHODS:
            unset = {name: patch_text(apigateway.UNSET[name]) for name in self.request(state)["settings"]}
            gone = [{"op": "replace", "path": f"{path}/{name}", "value": it} for name, it in unset.items()]
        self.client.update_stage(
            restApiId=state["restApi"], stageName=state["stageName"], patchOperations=gone
        )

    @classmethod
    def paths(cls) -> Mapping[str, str]:
        """By Pulumi's names, which are those of GetStage too: the path that UpdateStage takes."""
        return cast(tuple[str, dict[str, str]], cls.shapes["settings"])[1]


class Account(WholeResource, apigateway.Account):
    import_id = ()

    def look(self, thing: Existing) -> Seen:  # noqa: ARG002 there is one in an account and region
        return Seen(settings=self.told(self.client.get_account()))

    def delete(self, thing: Existing) -> None:
        self.update(thing, {"cloudwatchRoleArn": ""})


def told_policy(policy: str) -> str:
    """Return a policy as it was set: it's told as the inside of a JSON text."""
    return json.loads(f'"{policy}"') if "\\" in policy else policy


def set_operations(path: str, old: list[str], new: list[str]) -> list[Operation]:
    """Return what adds to, and removes from, a set at a path, whose members are the path's last part."""
    gone, come = (set(old) - set(new), set(new) - set(old))
    return [
        {"op": op, "path": f"{path}/{escape(member)}"}
        for op, members in (("remove", gone), ("add", come))
        for member in sorted(members)
    ]
