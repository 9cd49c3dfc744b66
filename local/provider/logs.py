"""CloudWatch Logs. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from local.provider.errors import AbsentError
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.tags import TagStyle


class LogGroup(Resource):
    kind = "aws:cloudwatch/logGroup:LogGroup"
    service = "logs"
    outputs = frozenset({"arn"})
    tag_style = TagStyle("tags", resource="resourceArn")
    import_id = ("name",)

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        name = inputs["name"]
        self.client.create_log_group(**self.request(inputs), **self.tags(inputs))
        self._keep(name, inputs.get("retentionInDays"))
        return name, {"arn": self.aws.arn("logs", f"log-group:{name}")}

    def look(self, thing: Existing) -> Seen:
        groups = self.client.describe_log_groups(logGroupNamePrefix=thing.id)["logGroups"]
        group = next((group for group in groups if group["logGroupName"] == thing.id), None)
        if group is None:
            raise AbsentError(thing.id)
        settings = {"retentionInDays": group.get("retentionInDays"), "kmsKeyId": group.get("kmsKeyId")}
        return Seen({"arn": self.aws.arn("logs", f"log-group:{thing.id}")}, settings)

    def update(self, thing: Existing, new: Properties) -> Properties:
        self._keep(thing.id, new.get("retentionInDays"))
        key = new.get("kmsKeyId")
        if key and key != thing.state.get("kmsKeyId"):
            self.client.associate_kms_key(logGroupName=thing.id, kmsKeyId=key)
        elif thing.state.get("kmsKeyId") and not key:
            self.client.disassociate_kms_key(logGroupName=thing.id)
        return {}

    def delete(self, thing: Existing) -> None:
        if not thing.state.get("skipDestroy"):
            self.client.delete_log_group(logGroupName=thing.id)

    def _keep(self, name: str, days: int | None) -> None:
        """Set the retention; no days, or 0, keep logs for ever."""
        if days:
            self.client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
        else:
            self.client.delete_retention_policy(logGroupName=name)
