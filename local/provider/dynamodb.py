"""DynamoDB. Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html"""

from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle

TAGS = TagStyle("Tags", "Key", "Value")
WAIT = {"Delay": 0.05, "MaxAttempts": 600}  # seconds between looks: half a minute at most


class Table(Resource):
    kind = "aws:dynamodb/table:Table"
    service = "dynamodb"
    outputs = frozenset({"arn"})
    tag_style = TAGS
    import_id = ("name",)

    def request(self, inputs: Properties) -> Properties:
        keys = {"HASH": inputs["hashKey"], "RANGE": inputs.get("rangeKey")}
        schema = [{"AttributeName": name, "KeyType": kind} for kind, name in keys.items() if name]
        return {**super().request(inputs), "KeySchema": schema}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        request = self.request(inputs)
        ttl = request.pop("TimeToLiveSpecification", None)
        recovery = request.pop("PointInTimeRecoverySpecification", None)
        table = self.client.create_table(**request, **self.tags(inputs))["TableDescription"]
        self.client.get_waiter("table_exists").wait(TableName=inputs["name"], WaiterConfig=WAIT)
        self._set(inputs["name"], ttl, recovery)
        return inputs["name"], {"arn": table["TableArn"]}

    def look(self, thing: Existing) -> Seen:
        table = self.client.describe_table(TableName=thing.id)["Table"]
        ttl = self.client.describe_time_to_live(TableName=thing.id)["TimeToLiveDescription"]
        backups = self.client.describe_continuous_backups(TableName=thing.id)["ContinuousBackupsDescription"]
        recovery = backups.get("PointInTimeRecoveryDescription", {})
        days = thing.state.get("pointInTimeRecovery", {}).get(
            "recoveryPeriodInDays"
        )  # not told by the emulator
        keys = {key["KeyType"]: key["AttributeName"] for key in table["KeySchema"]}
        settings = {
            "AttributeDefinitions": table["AttributeDefinitions"],
            "BillingMode": table.get("BillingModeSummary", {}).get("BillingMode", "PROVISIONED"),
            "DeletionProtectionEnabled": table.get("DeletionProtectionEnabled"),
            "hashKey": keys["HASH"],
            "rangeKey": keys.get("RANGE"),
            "TimeToLiveSpecification": {
                "AttributeName": ttl.get("AttributeName"),
                "Enabled": ttl.get("TimeToLiveStatus") in ("ENABLED", "ENABLING"),
            },
            "PointInTimeRecoverySpecification": {
                "PointInTimeRecoveryEnabled": recovery.get("PointInTimeRecoveryStatus") == "ENABLED",
                "RecoveryPeriodInDays": recovery.get("RecoveryPeriodInDays", days),
            },
        }
        return Seen({"arn": table["TableArn"]}, settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        if "ttl" in thing.state and "ttl" not in new:
            new = {**new, "ttl": {**thing.state["ttl"], "enabled": False}}
        before, after = self.request(thing.state), self.request(self.with_defaults(thing.state, new))
        changed = {key: value for key, value in after.items() if value != before.get(key)}
        self._set(
            thing.id,
            changed.pop("TimeToLiveSpecification", None),
            changed.pop("PointInTimeRecoverySpecification", None),
        )
        if changed:
            self.client.update_table(TableName=thing.id, **changed)
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.delete_table(TableName=thing.id)

    def _set(self, name: str, ttl: Properties | None, recovery: Properties | None) -> None:
        if ttl:
            self.client.update_time_to_live(TableName=name, TimeToLiveSpecification={"Enabled": True, **ttl})
        if recovery:
            self.client.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
