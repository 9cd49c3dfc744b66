"""Conditions on resources that the words of rules.yaml can't express."""

import json
from collections.abc import Mapping
from typing import Any

from policies.entries import entries
from policies.model import Graph, Resource, type_of

STACK = "pulumi:pulumi:Stack"
BUCKET = "aws:s3/bucket:Bucket"
FUNCTION = "aws:lambda/function:Function"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
TAGS = {"Project", "Stack", "ManagedBy"}
CONSIDERED = frozenset(entries("considered"))


def belongs_to_a_component(resource: Resource) -> bool:
    return resource.parent is not None and type_of(resource.parent) != STACK


def has_a_chosen_provider(resource: Resource) -> bool:
    return resource.provider is not None and not resource.provider.rpartition("::")[2].startswith("default")


def tags_and_places(provider: Resource) -> bool:
    """Return whether a provider has default tags, and a region that the program chose."""
    said = provider.get("defaultTags") or {}
    tags = (said if isinstance(said, Mapping) else json.loads(said)).get("tags", {})
    return set(tags) >= TAGS and bool(provider.get("region"))


def was_considered(resource: Resource) -> bool:
    return resource.type in CONSIDERED


def is_protected(resource: Resource) -> bool:
    return resource.protect


def origins_are_reached_by_tls(cdn: Resource) -> bool:
    """Return whether CloudFront uses TLS to origins other than buckets, also where it follows the viewers, who must."""
    viewers = cdn.values("defaultCacheBehavior.viewerProtocolPolicy") + cdn.values(
        "orderedCacheBehaviors[].viewerProtocolPolicy"
    )
    follows = {"https-only", "redirect-to-https"}.issuperset(viewers)
    enough = {"https-only", "match-viewer"} if follows else {"https-only"}
    custom = [it for it in cdn.values("origins[].customOriginConfig") if it is not None]
    return all(it.get("originProtocolPolicy") in enough for it in custom)


def _buckets(cdn: Resource) -> list[Mapping[str, Any]]:
    return [it for it in cdn.values("origins[]") if "customOriginConfig" not in set(it)]


def its_buckets_are_the_stacks(cdn: Resource, graph: Graph) -> bool:
    ours = {it.urn for it in graph.of(BUCKET)} & set(cdn.refs.get("origins", ()))
    return len(ours) >= len(_buckets(cdn))


def alone_reads_its_buckets(cdn: Resource) -> bool:
    return all("originAccessControlId" in set(it) for it in _buckets(cdn))


def writes_an_access_log(stage: Resource) -> bool:
    # The log's ARN is unknown in a preview: it is enough that it is set.
    said = stage.get("accessLogSettings") or {}
    return {"destinationArn", "format"} <= set(said) and "requestId" in json.loads(said["format"])


def has_limits(stage: Resource, graph: Graph) -> bool:
    settings = graph.referring(SETTINGS, "stageName", stage)
    return any(it.get("methodPath") == "*/*" for it in settings)


def has_a_log_of_its_own(function: Resource, graph: Graph) -> bool:
    logs = {it.urn for it in graph.of(LOG_GROUP)} & set(function.refs.get("loggingConfig", ()))
    writers = [it for it in graph.of(FUNCTION) if logs & set(it.refs.get("loggingConfig", ()))]
    return len(logs) == len(writers) == 1
