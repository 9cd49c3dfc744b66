"""What the real provider does with each type and property: the tables by which the stand-in provider works.

`conformance/*.yaml` has for every type its file in github.com/hashicorp/terraform-provider-aws (`source`); the
properties whose change replaces the resource (`replace`: ForceNew, RequiresReplace) and those that are updated in place
(`update`), each with its parameter in AWS's API, its default and its limits; for the former also whether AWS fills
them in (`computed`: Optional and Computed); whether a resource must be deleted before its replacement is created
(`deleteFirst`), and how its physical name is built (`name`), both from github.com/pulumi/pulumi-aws,
provider/resources.go.

It also says how the stand-in creates the type: the operation of boto3 (`create`: service and name), with or without
tags (`tagged`), and the id and outputs, from the inputs, the response and the location (`id`, `outputs`: templates);
and how it changes it: the operation (`change`; `again`: by creating it again) and the parameters that identify the
resource if the inputs don't (`key`).
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pulumi.runtime import rpc

from local.provider.naming import AutoName
from local.provider.shapes import Properties, Shape
from local.stack_file import LOADER

DEFAULTS = "__defaults"  # names of inputs that the provider generated, as the bridge stores them
REGION = "region"


@dataclass(frozen=True)
class Property:
    """How a change of a property works, and its limits.

    default: its value if it isn't given. computed: if it is no longer given, it stays as it is.
    """

    replaces: bool
    shape: Shape
    default: Any = None
    computed: bool = False
    shortest: int = 1
    longest: int | None = None
    pattern: str | None = None

    def refusal(self, name: str, value: Any) -> str | None:
        """Return the provider's message for a value beyond the limits, or None, also for an unknown value.

        Source: github.com/hashicorp/terraform-plugin-sdk, helper/validation/strings.go
        """
        if not isinstance(value, str) or value == rpc.UNKNOWN:
            return None
        said = re.sub("([A-Z])", lambda match: f"_{match[1].lower()}", name)
        if self.longest and not self.shortest <= len(value.encode()) <= self.longest:  # Go counts bytes
            given = value if len(value) <= 2 * self.longest else f"{value[: self.longest]}…"
            limits = f"({self.shortest} - {self.longest})"
            return f"expected length of {said} to be in the range {limits}, got {given}"
        if self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            return f"invalid value for {said} (must match {self.pattern}), got {value}"
        return None


@dataclass(frozen=True)
class Conformance:
    """A type's entry in the table."""

    source: str
    properties: Mapping[str, Property]
    delete_first: bool
    name: AutoName | None
    service: str
    create: str
    id: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    tagged: bool = False
    change: str = ""
    key: Mapping[str, str] = field(default_factory=dict)

    def named(self, logical_name: str, given: Properties, old: Properties, proposed: str) -> Properties:
        """Return the generated name, marked as generated, so that it isn't mistaken for a given one."""
        if self.name is None:
            return {}
        key = self.name.property
        if key in given:
            return {DEFAULTS: []}
        kept = old.get(key) if key in old.get(DEFAULTS, [key]) else None
        return {key: kept or self.name.made(logical_name, proposed), DEFAULTS: [key]}

    def replaces(self, name: str) -> bool:
        """Return whether a change of a property replaces the resource."""
        return name == REGION or (name in self.properties and self.properties[name].replaces)

    def refusals(self, inputs: Properties) -> list[str]:
        """Return the provider's messages for values beyond its limits."""
        said = (about.refusal(key, inputs.get(key)) for key, about in self.properties.items())
        return [refusal for refusal in said if refusal]


def _shape(entry: Any) -> Shape:
    """An entry is a parameter's name, or a mapping with the name as `to` and nested properties as `below`."""
    if not isinstance(entry, dict):
        return entry
    if "below" in entry:
        return entry["to"], {name: _shape(item) for name, item in entry["below"].items()}
    return entry.get("to")


def _property(entry: Any, *, replaces: bool) -> Property:
    further = entry.items() if isinstance(entry, dict) else ()
    own = {key: value for key, value in further if key not in {"to", "below"}}
    return Property(replaces, _shape(entry), **own)


def _conformance(entry: dict[str, Any]) -> Conformance:
    properties = {
        name: _property(item, replaces=way == "replace")
        for way in ("replace", "update")
        for name, item in entry.get(way, {}).items()
    }
    name = AutoName(**entry["name"]) if "name" in entry else None
    service, _, create = entry["create"].partition(".")
    further = {key: entry[key] for key in ("id", "outputs", "tagged", "change", "key") if key in entry}
    return Conformance(
        entry["source"], properties, entry.get("deleteFirst", False), name, service, create, **further
    )


@functools.cache
def table(folder: Path) -> Mapping[str, Conformance]:
    """Return the table in a folder, by type."""
    return {
        kind: _conformance(entry)
        for file in sorted(folder.glob("*.yaml"))
        for kind, entry in yaml.load(file.read_text(), LOADER).items()  # noqa: S506 a safe loader, either of them
    }
