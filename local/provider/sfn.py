"""Step Functions. Source: docs.aws.amazon.com/step-functions/latest/apireference/"""

from local.provider.errors import AbsentError
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("tags", "key", "value", "resourceArn")


class StateMachine(Resource):
    kind = "aws:sfn/stateMachine:StateMachine"
    service = "stepfunctions"
    outputs = frozenset({"arn", "status", "revisionId", "stateMachineVersionArn"})
    volatile = frozenset({"revisionId", "stateMachineVersionArn"})
    tag_style = TAGS
    import_id = ()

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
        return arn, self.look(Existing(arn, {})).outputs

    def look(self, thing: Existing) -> Seen:
        machine = self.client.describe_state_machine(stateMachineArn=thing.id)
        if machine["status"] == "DELETING":
            raise AbsentError(thing.id)
        logging = {**machine.get("loggingConfiguration", {})}
        if groups := logging.get("destinations"):  # one ARN in Pulumi
            logging["destinations"] = groups[0]["cloudWatchLogsLogGroup"]["logGroupArn"]
        told = {name: value for name, value in self.told(machine).items() if name in machine}
        settings = {**told, "loggingConfiguration": logging}  # the emulator doesn't tell of traces
        return Seen(self._outputs(machine), settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        request = self.request(self.with_defaults(thing.state, new))
        for fixed in ("name", "type"):
            request.pop(fixed, None)
        self.client.update_state_machine(stateMachineArn=thing.id, **request)
        return self.look(thing).outputs

    def delete(self, thing: Existing) -> None:
        self.client.delete_state_machine(stateMachineArn=thing.id)

    def _outputs(self, machine: Properties) -> Properties:
        listed = self.client.list_state_machine_versions(stateMachineArn=machine["stateMachineArn"])
        versions = listed["stateMachineVersions"]  # the newest first
        return {
            "arn": machine["stateMachineArn"],
            "status": machine["status"],
            "revisionId": machine.get("revisionId", ""),
            "stateMachineVersionArn": versions[0]["stateMachineVersionArn"] if versions else "",
        }


class Alias(Resource):
    kind = "aws:sfn/alias:Alias"
    service = "stepfunctions"
    outputs = frozenset({"arn"})
    import_id = ()

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        arn = self.client.create_state_machine_alias(**self.request(inputs))["stateMachineAliasArn"]
        return arn, {"arn": arn}

    def look(self, thing: Existing) -> Seen:
        told = self.client.describe_state_machine_alias(stateMachineAliasArn=thing.id)
        return Seen({"arn": thing.id}, self.told(told))

    def update(self, thing: Existing, new: Properties) -> Properties:
        routes = self.request(new)["routingConfiguration"]
        self.client.update_state_machine_alias(stateMachineAliasArn=thing.id, routingConfiguration=routes)
        return {"arn": thing.id}

    def delete(self, thing: Existing) -> None:
        self.client.delete_state_machine_alias(stateMachineAliasArn=thing.id)
