"""CloudWatch: alarms and dashboards. Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/"""

from local.provider.shapes import Properties
from local.provider.tags import TagStyle
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource

TAGS = TagStyle("Tags", "Key", "Value", "ResourceARN")


class MetricAlarm(WholeResource):
    """An alarm of one metric; putting it again changes it."""

    kind = "aws:cloudwatch/metricAlarm:MetricAlarm"
    service = "cloudwatch"
    outputs = frozenset({"arn"})
    tag_style = TAGS
    import_id = ("name",)

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        dimensions = request.get("Dimensions", {})
        return {**request, "Dimensions": [{"Name": name, "Value": it} for name, it in dimensions.items()]}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_metric_alarm(**self.request(inputs), **self.tags(inputs))
        return inputs["name"], self._outputs(inputs["name"])

    def look(self, thing: Existing) -> Seen:
        found = self.client.describe_alarms(AlarmNames=[thing.id])["MetricAlarms"]
        if not found:
            raise AbsentError(thing.id)
        dimensions = {it["Name"]: it["Value"] for it in found[0].get("Dimensions", [])}
        return Seen(self._outputs(thing.id), {**self.told(found[0]), "Dimensions": dimensions})

    def update(self, thing: Existing, new: Properties) -> Properties:
        self.client.put_metric_alarm(**self.request(new))
        return self._outputs(thing.id)

    def delete(self, thing: Existing) -> None:
        self.client.delete_alarms(AlarmNames=[thing.id])

    def _outputs(self, name: str) -> Properties:
        return {"arn": self.aws.arn("cloudwatch", f"alarm:{name}")}


class Dashboard(WholeResource):
    kind = "aws:cloudwatch/dashboard:Dashboard"
    service = "cloudwatch"
    outputs = frozenset({"dashboardArn"})
    import_id = ("dashboardName",)

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_dashboard(**self.request(inputs))
        return inputs["dashboardName"], self.look(Existing(inputs["dashboardName"], inputs)).outputs

    def look(self, thing: Existing) -> Seen:
        found = self.client.get_dashboard(DashboardName=thing.id)
        return Seen({"dashboardArn": found["DashboardArn"]}, self.told(found))

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 the name is in the inputs
        return self.create(new)[1]

    def delete(self, thing: Existing) -> None:
        self.client.delete_dashboards(DashboardNames=[thing.id])
