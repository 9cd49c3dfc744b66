"""CloudWatch Logs. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from local.provider.resource import Resource
from local.provider.shapes import Properties
from local.provider.tags import TagStyle


class LogGroup(Resource):
    kind = "aws:cloudwatch/logGroup:LogGroup"
    service = "logs"
    outputs = frozenset({"arn"})
    tag_style = TagStyle("tags", resource="resourceArn")

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        name = inputs["name"]
        self.client.create_log_group(**self.request(inputs), **self.tags(inputs))
        self._keep(name, inputs.get("retentionInDays"))
        return name, {"arn": self.aws.arn("logs", f"log-group:{name}")}

    def _keep(self, name: str, days: int | None) -> None:
        """Set the retention; no days, or 0, keep logs for ever."""
        if days:
            self.client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
        else:
            self.client.delete_retention_policy(logGroupName=name)
