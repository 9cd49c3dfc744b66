"""CloudWatch: alarms and dashboards. Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"""

from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource


class MetricAlarm(WholeResource):
    """An alarm of one metric; putting it again changes it."""

    kind = "aws:cloudwatch/metricAlarm:MetricAlarm"
    import_id = ("name",)

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        dimensions = inputs.get("dimensions", {})
        return {**request, "Dimensions": [{"Name": name, "Value": it} for name, it in dimensions.items()]}

    def look(self, thing: Existing) -> Seen:
        found = self.client.describe_alarms(AlarmNames=[thing.id])["MetricAlarms"]
        if not found:
            raise AbsentError(thing.id)
        dimensions = {it["Name"]: it["Value"] for it in found[0].get("Dimensions", [])}
        return Seen(self.made(thing.state, {})[1], {**self.told(found[0]), "Dimensions": dimensions})

    def delete(self, thing: Existing) -> None:
        self.client.delete_alarms(AlarmNames=[thing.id])


class Dashboard(WholeResource):
    kind = "aws:cloudwatch/dashboard:Dashboard"
    import_id = ("dashboardName",)

    def look(self, thing: Existing) -> Seen:
        found = self.client.get_dashboard(DashboardName=thing.id)
        return Seen(self.made(thing.state, {})[1], self.told(found))

    def delete(self, thing: Existing) -> None:
        self.client.delete_dashboards(DashboardNames=[thing.id])
