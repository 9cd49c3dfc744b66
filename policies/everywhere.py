"""What holds for resources of every kind: where they belong, who made them, and that somebody thought of them."""

import json
from collections.abc import Mapping

from policies.data import entries
from policies.model import Resource, type_of

STACK = "pulumi:pulumi:Stack"
TAGS = {"Project", "Stack", "ManagedBy"}
CONSIDERED = frozenset(entries("considered"))


def belongs_to_a_component(resource: Resource) -> bool:
    return resource.parent is not None and type_of(resource.parent) != STACK


def has_a_chosen_provider(resource: Resource) -> bool:
    return resource.provider is not None and not resource.provider.rpartition("::")[2].startswith("default")


def tags_and_places(provider: Resource) -> bool:
    """Tell whether a provider tags what it makes, and makes it in a region that the program chose."""
    said = provider.get("defaultTags") or {}
    tags = (said if isinstance(said, Mapping) else json.loads(said)).get("tags", {})
    return set(tags) >= TAGS and bool(provider.get("region"))


def was_considered(resource: Resource) -> bool:
    return resource.type in CONSIDERED


def is_protected(resource: Resource) -> bool:
    return resource.protect
