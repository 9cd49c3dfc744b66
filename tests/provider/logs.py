"""CloudWatch Logs: policies and metrics. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from local.provider.errors import AbsentError
from local.provider.resource import Existing, Resource, Seen
from local.provider.shapes import Properties


class LogResourcePolicy(Resource):
    kind = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
    service = "logs"
    import_id = ("policyName",)

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_resource_policy(**self.request(inputs))
        return inputs["policyName"], {}

    def look(self, thing: Existing) -> Seen:
        policies = self.client.describe_resource_policies()["resourcePolicies"]
        found = next((it for it in policies if it["policyName"] == thing.id), None)
        if found is None:
            raise AbsentError(thing.id)
        return Seen(settings=self.told(found))

    def update(self, thing: Existing, new: Properties) -> Properties:  # noqa: ARG002 its name is in `new`
        self.client.put_resource_policy(**self.request(new))
        return {}

    def delete(self, thing: Existing) -> None:
        self.client.delete_resource_policy(policyName=thing.id)


class LogMetricFilter(Resource):
    """A metric that counts lines of a log; putting it again changes it."""

    kind = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
    service = "logs"
    import_id, import_separator = ("logGroupName", "name"), ":"

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        made = dict(request["metricTransformations"])
        if "defaultValue" in made:  # text in Pulumi
            made["defaultValue"] = float(made["defaultValue"])
        return {**request, "metricTransformations": [made]}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self.client.put_metric_filter(**self.request(inputs))
        return inputs["name"], {}

    def look(self, thing: Existing) -> Seen:
        place = {"logGroupName": thing.state["logGroupName"], "filterNamePrefix": thing.state["name"]}
        for found in self.client.describe_metric_filters(**place)["metricFilters"]:
            if found["filterName"] == thing.state["name"]:
                made = dict(found["metricTransformations"][0])
                if "defaultValue" in made:
                    made["defaultValue"] = f"{made['defaultValue']:g}"
                return Seen(settings={**self.told(found), "metricTransformations": made})
        raise AbsentError(thing.id)

    def update(self, thing: Existing, new: Properties) -> Properties:
        self.delete(thing)  # the emulator would keep both
        return self.create(new)[1]

    def delete(self, thing: Existing) -> None:
        self.client.delete_metric_filter(
            logGroupName=thing.state["logGroupName"], filterName=thing.state["name"]
        )
