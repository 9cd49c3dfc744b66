"""API Gateway: what its table can't express.

Source: docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
"""

from local.provider.patches import patch_text
from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties

# What UpdateStage sets if a method's setting is removed.
UNSET = {
    "metrics/enabled": False,
    "logging/loglevel": "OFF",
    "logging/dataTrace": False,
    "throttling/burstLimit": -1,
    "throttling/rateLimit": -1,
    "caching/enabled": False,
}


class Stage(Resource):
    """A stage. CreateStage has no access log; its ARN must not end with `:*`."""

    kind = "aws:apigateway/stage:Stage"

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        if log := request.get("accessLogSettings"):
            request["accessLogSettings"] = {**log, "destinationArn": log["destinationArn"].removesuffix(":*")}
        return request

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        without_log = {name: value for name, value in inputs.items() if name != "accessLogSettings"}
        id_, outputs = super().create(without_log)
        if without_log != inputs:
            self.update(Existing(id_, without_log), inputs)
        return id_, outputs


class Setting(Resource):
    """Something that always exists and is only set: the operation that changes it also creates it."""

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.update(Existing("", {}), inputs)
        return self.made(inputs, {})


class MethodSettings(Setting):
    """Throttles, metrics and logs of a stage's methods."""

    kind = "aws:apigateway/methodSettings:MethodSettings"

    def update(self, thing: Existing, new: Properties) -> Properties:
        old, settings = (self.request(it).get("settings", {}) for it in (thing.state, new))
        operations = [
            {"op": "replace", "path": f"/{new['methodPath']}/{path}", "value": patch_text(value)}
            for path, value in ({path: UNSET[path] for path in old} | settings).items()
            if value != old.get(path)
        ]
        self.client.update_stage(
            restApiId=new["restApi"], stageName=new["stageName"], patchOperations=operations
        )
        return {}


class Account(Setting):
    """The account's role for API Gateway's logs, once per region."""

    kind = "aws:apigateway/account:Account"
