"""CloudWatch Logs. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from local.provider.resource import Resource
from local.provider.shapes import Properties


class LogGroup(Resource):
    kind = "aws:cloudwatch/logGroup:LogGroup"

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        made = super().create(inputs)
        self._keep(inputs["name"], inputs.get("retentionInDays"))
        return made

    def _keep(self, name: str, days: int | None) -> None:
        """Set the retention; without days, or with 0, logs are kept for ever."""
        if days:
            self.client.put_retention_policy(logGroupName=name, retentionInDays=int(days))
        else:
            self.client.delete_retention_policy(logGroupName=name)
