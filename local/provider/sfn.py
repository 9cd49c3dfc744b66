"""Step Functions. Source: docs.aws.amazon.com/step-functions/latest/apireference/"""

from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle


class StateMachine(Resource):
    kind = "aws:sfn/stateMachine:StateMachine"
    service = "stepfunctions"
    outputs = frozenset({"arn", "status", "revisionId", "stateMachineVersionArn"})
    tag_style = TagStyle("tags", "key", "value", "resourceArn")

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
        return arn, self._outputs(self.client.describe_state_machine(stateMachineArn=arn))

    def _outputs(self, machine: Properties) -> Properties:
        listed = self.client.list_state_machine_versions(stateMachineArn=machine["stateMachineArn"])
        versions = listed["stateMachineVersions"]  # the newest first
        return {
            "arn": machine["stateMachineArn"],
            "status": machine["status"],
            "revisionId": machine.get("revisionId", ""),
            "stateMachineVersionArn": versions[0]["stateMachineVersionArn"] if versions else "",
        }

    def update(self, thing: Existing, new: Properties) -> Properties:
        request = self.request(self.with_defaults(thing.state, new))
        for fixed in ("name", "type"):
            request.pop(fixed, None)
        self.client.update_state_machine(stateMachineArn=thing.id, **request)
        return self._outputs(self.client.describe_state_machine(stateMachineArn=thing.id))


class Alias(Resource):
    kind = "aws:sfn/alias:Alias"
    service = "stepfunctions"
    outputs = frozenset({"arn"})

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        arn = self.client.create_state_machine_alias(**self.request(inputs))["stateMachineAliasArn"]
        return arn, {"arn": arn}

    def update(self, thing: Existing, new: Properties) -> Properties:
        routes = self.request(new)["routingConfiguration"]
        self.client.update_state_machine_alias(stateMachineAliasArn=thing.id, routingConfiguration=routes)
        return {"arn": thing.id}
