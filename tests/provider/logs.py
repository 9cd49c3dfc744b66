"""CloudWatch Logs. Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"""

from local.provider import logs
from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource


class LogGroup(WholeResource, logs.LogGroup):
    import_id = ("name",)

    def look(self, thing: Existing) -> Seen:
        groups = self.client.describe_log_groups(logGroupNamePrefix=thing.id)["logGroups"]
        group = next((group for group in groups if group["logGroupName"] == thing.id), None)
        if group is None:
            raise AbsentError(thing.id)
        settings = {"retentionInDays": group.get("retentionInDays"), "kmsKeyId": group.get("kmsKeyId")}
        return Seen(self.made(thing.state, {})[1], settings)

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


class LogResourcePolicy(WholeResource):
    kind = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
    import_id = ("policyName",)

    def look(self, thing: Existing) -> Seen:
        policies = self.client.describe_resource_policies()["resourcePolicies"]
        found = next((it for it in policies if it["policyName"] == thing.id), None)
        if found is None:
            raise AbsentError(thing.id)
        return Seen(settings=self.told(found))

    def delete(self, thing: Existing) -> None:
        self.client.delete_resource_policy(policyName=thing.id)


class LogMetricFilter(WholeResource):
    """A metric that counts lines of a log; putting it again changes it."""

    kind = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
    import_id, import_separator = ("logGroupName", "name"), ":"

    def request(self, inputs: Properties) -> Properties:
        request = super().request(inputs)
        made = request["metricTransformations"][0]
        if "defaultValue" in made:  # text in Pulumi
            made["defaultValue"] = float(made["defaultValue"])
        return request

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
