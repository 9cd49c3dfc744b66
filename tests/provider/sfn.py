"""Step Functions. Source: docs.aws.amazon.com/step-functions/latest/apireference/"""

from local.provider import sfn
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource


class StateMachine(WholeResource, sfn.StateMachine):
    volatile = frozenset({"revisionId", "stateMachineVersionArn"})
    import_id = ()

    def look(self, thing: Existing) -> Seen:
        machine = self.client.describe_state_machine(stateMachineArn=thing.id)
        if machine["status"] == "DELETING":
            raise AbsentError(thing.id)
        logging = {**machine.get("loggingConfiguration", {})}
        if groups := logging.get("destinations"):  # one ARN in Pulumi
            logging["destinations"] = groups[0]["cloudWatchLogsLogGroup"]["logGroupArn"]
        told = {name: value for name, value in self.told(machine).items() if name in machine}
        settings = {**told, "loggingConfiguration": logging}  # the emulator doesn't tell of traces
        return Seen(self.made(thing.state, machine)[1], settings)

    def delete(self, thing: Existing) -> None:
        self.client.delete_state_machine(stateMachineArn=thing.id)


class Alias(WholeResource):
    kind = "aws:sfn/alias:Alias"
    import_id = ()

    def look(self, thing: Existing) -> Seen:
        told = self.client.describe_state_machine_alias(stateMachineAliasArn=thing.id)
        return Seen({"arn": thing.id}, self.told(told))

    def delete(self, thing: Existing) -> None:
        self.client.delete_state_machine_alias(stateMachineAliasArn=thing.id)
