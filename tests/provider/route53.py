"""Route 53. Source: docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html"""

from local.provider.aws import Aws
from local.provider.shapes import Properties
from tests.provider.errors import AbsentError
from tests.provider.resource import Existing, Seen, WholeResource


class Record(WholeResource):
    """A record set. One that somebody else made is overwritten only where `allowOverwrite` says so."""

    kind = "aws:route53/record:Record"

    def request(self, inputs: Properties) -> Properties:
        """Return the record set: values as objects, the alias alone instead of in a list."""
        request = super().request(inputs)
        request.pop("HostedZoneId", None)
        if records := inputs.get("records"):
            request["ResourceRecords"] = [{"Value": value} for value in records]
        if targets := request.pop("AliasTarget", None):
            request["AliasTarget"] = {"EvaluateTargetHealth": False, **targets[0]}
        return request

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        self._change(inputs["zoneId"], "UPSERT" if inputs.get("allowOverwrite") else "CREATE", inputs)
        name = inputs["name"].rstrip(".")
        return f"{inputs['zoneId']}_{name}_{inputs['type']}", {"fqdn": name}

    def look(self, thing: Existing) -> Seen:
        name, kind = thing.state["name"].rstrip("."), thing.state["type"]
        start = {"StartRecordName": name, "StartRecordType": kind, "MaxItems": "1"}
        listed = self.client.list_resource_record_sets(HostedZoneId=thing.state["zoneId"], **start)
        for found in listed["ResourceRecordSets"]:
            if (found["Name"].rstrip("."), found["Type"]) == (name, kind):
                records = [it["Value"] for it in found.get("ResourceRecords", [])]
                alias = dict(found.get("AliasTarget", {}))
                if alias:
                    alias["DNSName"] = alias["DNSName"].rstrip(".")
                targets = [alias] if alias else None
                return Seen(
                    {"fqdn": name}, {"TTL": found.get("TTL"), "records": records, "AliasTarget": targets}
                )
        raise AbsentError(thing.id)

    def update(self, thing: Existing, new: Properties) -> Properties:
        if new["type"] != thing.state["type"]:
            self.delete(thing)
        self._change(new["zoneId"], "UPSERT", new)
        return {}

    def delete(self, thing: Existing) -> None:
        self._change(thing.state["zoneId"], "DELETE", thing.state)

    def _change(self, zone: str, action: str, inputs: Properties) -> None:
        change = {"Action": action, "ResourceRecordSet": self.request(inputs)}
        self.client.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})


def get_zone(aws: Aws, args: Properties) -> Properties:
    """A hosted zone by its id or its name."""
    client = aws.client("route53")
    named = client.list_hosted_zones_by_name(DNSName=args.get("name", ""))["HostedZones"]
    names = [it["Id"] for it in named if it["Name"].rstrip(".") == args.get("name", "").rstrip(".")]
    if not (args.get("zoneId") or names):
        raise AbsentError(f"no hosted zone {args.get('name')!r}")
    answer = client.get_hosted_zone(Id=args.get("zoneId") or names[0])
    id_ = answer["HostedZone"]["Id"].removeprefix("/hostedzone/")
    servers = answer.get("DelegationSet", {}).get("NameServers", [])
    name = answer["HostedZone"]["Name"].rstrip(".")
    return {**args, "id": id_, "zoneId": id_, "name": name, "nameServers": servers}
