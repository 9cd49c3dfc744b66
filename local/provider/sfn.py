"""Step Functions. Source: docs.aws.amazon.com/step-functions/latest/apireference/"""

from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("tags", "key", "value")


class StateMachine(Resource):
    kind = "aws:sfn/stateMachine:StateMachine"
    service = "stepfunctions"
    outputs = frozenset({"arn", "status", "revisionId"})
    volatile = frozenset({"revisionId"})
    shapes = {
        "name": "name",
        "definition": "definition",
        "roleArn": "roleArn",
        "type": "type",
        "publish": "publish",
        "loggingConfiguration": (
            "loggingConfiguration",
            {
                "level": "level",
                "includeExecutionData": "includeExecutionData",
                "logDestination": "destinations",
            },
        ),
        "tracingConfiguration": ("tracingConfiguration", {"enabled": "enabled"}),
    }
    replaces = frozenset({"name", "type"})
    named = ("name", 80)
    tag_style = TAGS

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        logging = request.get("loggingConfiguration", {})
        if "destinations" in logging:  # one ARN in Pulumi, a list of objects in AWS
            group = {"cloudWatchLogsLogGroup": {"logGroupArn": logging["destinations"]}}
            request["loggingConfiguration"] = {**logging, "destinations": [group]}
        return request

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs) | self.tags(inputs)
        arn = self.client.create_state_machine(**request)["stateMachineArn"]
        return arn, self._outputs(arn)

    def look(self, thing: Existing) -> Properties:
        return self._outputs(thing.id)

    def update(self, thing: Existing, new: Properties) -> Properties:
        request = self.request(new)
        for fixed in ("name", "type"):
            request.pop(fixed, None)
        self.client.update_state_machine(stateMachineArn=thing.id, **request)
        return self._outputs(thing.id)

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        if removed:
            self.client.untag_resource(resourceArn=thing.id, tagKeys=removed)
        self.client.tag_resource(resourceArn=thing.id, **TAGS.request(tags))

    def delete(self, thing: Existing) -> None:
        self.client.delete_state_machine(stateMachineArn=thing.id)

    def _outputs(self, arn: str) -> Properties:
        machine = self.client.describe_state_machine(stateMachineArn=arn)
        return {"arn": arn, "status": machine["status"], "revisionId": machine.get("revisionId", "")}
