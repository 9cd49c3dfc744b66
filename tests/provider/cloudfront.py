"""CloudFront. Source: docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html"""

import uuid
from typing import Any, ClassVar

from local.provider.resource import TAGS_ALL
from local.provider.shapes import Properties
from tests.provider.resource import Existing, Seen, WholeResource, pairs

WAIT = {"Delay": 0.05, "MaxAttempts": 1200}  # seconds between looks: a minute at most
LISTS = ("Aliases", "CustomErrorResponses", "Origins")


class Configured(WholeResource):
    """What CloudFront keeps as one configuration: `{verb}` has it under `{title}Config`, changed by its ETag."""

    import_id = ()
    title: ClassVar[str]
    verb: ClassVar[str]

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        id_ = getattr(self.client, f"create_{self.verb}")(**counted(self.request(inputs)))[self.title]["Id"]
        return id_, self.look(Existing(id_, {})).outputs

    def look(self, thing: Existing) -> Seen:
        answer = getattr(self.client, f"get_{self.verb}")(Id=thing.id)
        return Seen({"etag": answer["ETag"]}, self.told(answer[self.title][f"{self.title}Config"]))

    def update(self, thing: Existing, new: Properties) -> Properties:
        config = counted(self.request(new))
        getattr(self.client, f"update_{self.verb}")(Id=thing.id, IfMatch=self._etag(thing), **config)
        return self.look(thing).outputs

    def delete(self, thing: Existing) -> None:
        getattr(self.client, f"delete_{self.verb}")(Id=thing.id, IfMatch=self._etag(thing))

    def _etag(self, thing: Existing) -> str:
        return getattr(self.client, f"get_{self.verb}")(Id=thing.id)["ETag"]


class OriginAccessControl(Configured):
    kind = "aws:cloudfront/originAccessControl:OriginAccessControl"
    title, verb = "OriginAccessControl", "origin_access_control"
    volatile = frozenset({"etag"})

    def request(self, inputs: Properties) -> Properties:
        return super().request({"description": "Managed by Pulumi", **inputs})


class ResponseHeadersPolicy(Configured):
    kind = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
    title, verb = "ResponseHeadersPolicy", "response_headers_policy"
    volatile = frozenset({"etag"})


class Distribution(Configured):
    """A distribution is waited for until every edge has it, unless `waitForDeployment` says otherwise."""

    kind = "aws:cloudfront/distribution:Distribution"
    title, verb = "Distribution", "distribution"
    volatile = frozenset({"etag", "status"})

    def request(self, inputs: Properties) -> Properties:
        """Complete what AWS wants to be told in any case, as the provider does: errors are kept 0 seconds."""
        request: dict[str, Any] = {
            "Comment": "",
            "CallerReference": inputs.get("callerReference"),
            **super().request(inputs)["DistributionConfig"],
        }
        origins = [{"S3OriginConfig": {"OriginAccessIdentity": ""}, **it} for it in request["Origins"]]
        errors = [
            {"ErrorCachingMinTTL": 0, **it, "ResponseCode": str(it["ResponseCode"])}
            for it in request.get("CustomErrorResponses", [])
        ]
        behavior = dict(request["DefaultCacheBehavior"])
        cached = counted(behavior.pop("CachedMethods"))
        behavior["AllowedMethods"] = {**counted(behavior["AllowedMethods"]), "CachedMethods": cached}
        places = request["Restrictions"]["GeoRestriction"]
        restrictions = {"GeoRestriction": {"Items": [], **places}}
        told = {"Origins": origins, "CustomErrorResponses": errors, "DefaultCacheBehavior": behavior}
        return {"DistributionConfig": {**request, **told, "Restrictions": restrictions}}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        config = counted(self.request({**inputs, "callerReference": str(uuid.uuid4())}))
        tagged = {**config, "Tags": {"Items": pairs(inputs.get(TAGS_ALL, {}))}}
        made = self.client.create_distribution_with_tags(DistributionConfigWithTags=tagged)["Distribution"]
        self._wait(made["Id"], inputs)
        return made["Id"], self.look(Existing(made["Id"], {})).outputs

    def look(self, thing: Existing) -> Seen:
        answer = self.client.get_distribution(Id=thing.id)
        found = answer["Distribution"]
        config = found["DistributionConfig"]
        behavior = dict(config["DefaultCacheBehavior"])
        methods = behavior["AllowedMethods"]
        behavior |= {"AllowedMethods": methods["Items"], "CachedMethods": methods["CachedMethods"]["Items"]}
        lists = {name: config.get(name, {}).get("Items", []) for name in LISTS}
        outputs = self.made({}, {**answer, **found})[1]
        return Seen(outputs, {**self.told(config), **lists, "DefaultCacheBehavior": behavior})

    def update(self, thing: Existing, new: Properties) -> Properties:
        given = {**new, "callerReference": thing.state["callerReference"]}
        outputs = super().update(thing, given)
        self._wait(thing.id, new)
        return outputs | self.look(thing).outputs

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        if removed:
            self.client.untag_resource(Resource=thing.state["arn"], TagKeys={"Items": removed})
        self.client.tag_resource(Resource=thing.state["arn"], Tags={"Items": pairs(tags)})

    def delete(self, thing: Existing) -> None:
        """Disable it, wait, then delete it: CloudFront deletes none that is enabled."""
        self.client.get_distribution(Id=thing.id)
        super().update(thing, {**thing.state, "enabled": False})
        if not thing.state.get("retainOnDelete"):
            self._wait(thing.id, {})
            super().delete(thing)

    def _wait(self, id_: str, inputs: Properties) -> None:
        if inputs.get("waitForDeployment", True):
            self.client.get_waiter("distribution_deployed").wait(Id=id_, WaiterConfig=WAIT)


def counted(value: Any) -> Any:
    """Return a value with every list as CloudFront wants it: its items, and how many they are."""
    if isinstance(value, list):
        return {"Quantity": len(value), "Items": [counted(item) for item in value]}
    if not isinstance(value, dict):
        return value
    if isinstance(items := value.get("Items"), list) and "Quantity" not in value:
        return {**value, "Quantity": len(items), "Items": [counted(item) for item in items]}
    return {key: item if key == "Items" else counted(item) for key, item in value.items()}
