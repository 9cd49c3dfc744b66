"""DynamoDB. Source: docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html"""

from local.provider import dynamodb
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource


class Table(WholeResource, dynamodb.Table):
    import_id = ("name",)

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
