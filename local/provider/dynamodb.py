"""DynamoDB. Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html"""

from local.provider.resource import Resource
from local.provider.shapes import Properties

WAIT = {"Delay": 0.05, "MaxAttempts": 600}  # seconds between polls: half a minute at most


class Table(Resource):
    kind = "aws:dynamodb/table:Table"

    def request(self, inputs: Properties) -> Properties:
        keys = {"HASH": inputs["hashKey"], "RANGE": inputs.get("rangeKey")}
        schema = [{"AttributeName": name, "KeyType": kind} for kind, name in keys.items() if name]
        return {**super().request(inputs), "KeySchema": schema}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request, name = self.request(inputs), inputs["name"]
        ttl = request.pop("TimeToLiveSpecification", None)
        recovery = request.pop("PointInTimeRecoverySpecification", None)
        answer = self.client.create_table(**request, **self.tags(inputs))
        self.client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=WAIT)
        self._set(name, ttl, recovery)
        return self.made(inputs, answer["TableDescription"])

    def _set(self, name: str, ttl: Properties | None, recovery: Properties | None) -> None:
        if ttl:
            self.client.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, **ttl})
        if recovery:
            self.client.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
