"""CloudFront. Source: docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html"""

import uuid
from typing import Any, ClassVar

from local.provider.shapes import Properties
from local.provider.tags import TagStyle
from tests.provider.resource import Existing, Seen, WholeResource

TAGS = TagStyle("Items", "Key", "Value")
# Of every distribution. Source: docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
HOSTED_ZONE = "Z2FDTNDATAQYW2"
WAIT = {"Delay": 0.05, "MaxAttempts": 1200}  # seconds between looks: a minute at most
LISTS = ("Aliases", "CustomErrorResponses", "Origins")


class Configured(WholeResource):
    """What CloudFront keeps as one configuration: `{verb}` has it under `{title}Config`, changed by its ETag."""

    service = "cloudfront"
    import_id = ()
    title: ClassVar[str]
    verb: ClassVar[str]

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        config = {f"{self.title}Config": counted(self.request(inputs))}
        id_ = getattr(self.client, f"create_{self.verb}")(**config)[self.title]["Id"]
        return id_, self.look(Existing(id_, {})).outputs

    def look(self, thing: Existing) -> Seen:
        answer = getattr(self.client, f"get_{self.verb}")(Id=thing.id)
        return Seen({"etag": answer["ETag"]}, self.told(answer[self.title][f"{self.title}Config"]))

    def update(self, thing: Existing, new: Properties) -> Properties:
        config = {f"{self.title}Config": counted(self.request(new))}
        getattr(self.client, f"update_{self.verb}")(Id=thing.id, IfMatch=self._etag(thing), **config)
        return self.look(thing).outputs

    def delete(self, thing: Existing) -> None:
        getattr(self.client, f"delete_{self.verb}")(Id=thing.id, IfMatch=self._etag(thing))

    def _etag(self, thing: Existing) -> str:
        return getattr(self.client, f"get_{self.verb}")(Id=thing.id)["ETag"]


class OriginAccessControl(Configured):
    kind = "aws:cloudfront/originAccessControl:OriginAccessControl"
    title, verb = "OriginAccessControl", "origin_access_control"
    outputs = volatile = frozenset({"etag"})

    def request(self, inputs: Properties) -> Properties:
        return {"Description": "Managed by Pulumi", **super().request(inputs)}


class ResponseHeadersPolicy(Configured):
    kind = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
    title, verb = "ResponseHeadersPolicy", "response_headers_policy"
    outputs = volatile = frozenset({"etag"})


class Distribution(Configured):
    """A distribution is waited for until every edge has it, unless `waitForDeployment` says otherwise."""

    kind = "aws:cloudfront/distribution:Distribution"
    title, verb = "Distribution", "distribution"
    outputs = frozenset({"arn", "callerReference", "domainName", "etag", "hostedZoneId", "status"})
    volatile = frozenset({"etag", "status"})
    tag_style = TAGS

    def request(self, inputs: Properties) -> Properties:
        """Complete what AWS wants to be told in any case, as the provider does: errors are kept 0 seconds."""
        request: dict[str, Any] = {
            "Comment": "",
            "CallerReference": inputs.get("callerReference"),
            **super().request(inputs),
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
        return {
            **request,
            "Origins": origins,
            "CustomErrorResponses": errors,
            "DefaultCacheBehavior": behavior,
            "Restrictions": restrictions,
        }

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        config = counted(self.request({**inputs, "callerReference": str(uuid.uuid4())}))
        tagged = {"DistributionConfig": config, "Tags": self.tags(inputs) or {"Items": []}}
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
        outputs = {
            "arn": found["ARN"],
            "callerReference": config["CallerReference"],
            "domainName": found["DomainName"],
            "etag": answer["ETag"],
            "hostedZoneId": HOSTED_ZONE,
            "status": found["Status"],
        }
        return Seen(outputs, {**self.told(config), **lists, "DefaultCacheBehavior": behavior})

    def update(self, thing: Existing, new: Properties) -> Properties:
        given = {**new, "callerReference": thing.state["callerReference"]}
        outputs = super().update(thing, given)
        self._wait(thing.id, new)
        return outputs | self.look(thing).outputs

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        if removed:
            self.client.untag_resource(Resource=thing.state["arn"], TagKeys={"Items": removed})
        self.client.tag_resource(Resource=thing.state["arn"], Tags=TAGS.request(tags))

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
