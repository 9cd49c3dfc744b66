"""Step Functions. Source: docs.aws.amazon.com/step-functions/latest/apireference/"""

from local.provider.resource import Existing, Resource
from local.provider.shapes import Properties


class StateMachine(Resource):
    kind = "aws:sfn/stateMachine:StateMachine"

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        logging = request.get("loggingConfiguration", {})
        if "destinations" in logging:  # one ARN in Pulumi, a list of objects on AWS
            groups = [{"cloudWatchLogsLogGroup": {"logGroupArn": it}} for it in logging["destinations"]]
            request["loggingConfiguration"] = {**logging, "destinations": groups}
        return request

    def made(self, inputs: Properties, answer: Properties) -> tuple[str, Properties]:
        named = {"stateMachineArn": answer["stateMachineArn"]}
        versions = self.client.list_state_machine_versions(**named)[
            "stateMachineVersions"
        ]  # the newest first
        newest = versions[0] if versions else {"stateMachineVersionArn": ""}
        return super().made(inputs, {"revisionId": ""} | self.client.describe_state_machine(**named) | newest)

    def update(self, thing: Existing, new: Properties) -> Properties:
        super().update(thing, new)
        return self.made(new, {"stateMachineArn": thing.id})[1]
