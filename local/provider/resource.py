"""The base of every resource type of the stand-in provider, which works by the conformance tables."""

import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from local.provider.aws import Aws
from local.provider.conformance import REGION, Conformance, table
from local.provider.errors import ProviderError
from local.provider.patches import patch_operations
from local.provider.shapes import Properties, Shape, translate

TAGS_ALL = "tagsAll"
AGAIN = "again"  # creating it again under its name changes it


@dataclass(frozen=True)
class Existing:
    """An existing resource: its id, and its inputs and outputs in one mapping."""

    id: str
    state: Properties


class Resource:
    """A resource type, created with boto3, and updated if an edit changes it.

    Properties that the table doesn't have are refused by name. A subclass does what the table can't express.
    """

    kind: ClassVar[str]
    """Pulumi's type token."""
    conformance: ClassVar[Conformance]
    """The type's entry in the table."""
    tables: ClassVar[tuple[Path, ...]] = (Path(__file__).with_name("conformance"),)
    """The folders with tables."""
    shapes: ClassVar[Mapping[str, Shape]]
    """Every property in the table, with its parameter."""

    def __init__(self, aws: Aws) -> None:
        self.aws = aws
        self.client = aws.client(self.conformance.service)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in cls.__dict__:
            cls.conformance = next(found for it in cls.tables if (found := table(it).get(cls.kind)))
            cls.shapes = {name: it.shape for name, it in cls.conformance.properties.items()}

    @classmethod
    def known(cls) -> Mapping[str, Shape]:
        """Return every property that may be given, with its parameter."""
        always = ("tags", REGION) if cls.conformance.tagged else (REGION,)
        return {**dict.fromkeys(always), **cls.shapes}

    def takes(self, operation: str) -> Any:
        """Return botocore's shape of an operation's input. operation: its name in boto3."""
        meta = self.client.meta
        return meta.service_model.operation_model(meta.method_to_api_mapping[operation]).input_shape

    def request(self, inputs: Properties) -> Properties:
        """Return the parameters of the creating operation for these inputs or this state, without tags.

        Those that aren't parameters of the operation belong to its payload.
        """
        own = {key: value for key, value in inputs.items() if key in self.known()}
        request, shape = translate(own, self.known(), self.kind), self.takes(self.conformance.create)
        if payload := shape.serialization.get("payload"):
            below = {name: request.pop(name) for name in request.keys() - shape.members.keys()}
            request |= {payload: below} if below else {}
        return fitted(request, shape)

    def tags(self, inputs: Properties) -> Properties:
        """Return the parameter with the tags; nothing without tags."""
        tags = inputs.get(TAGS_ALL)
        return tagging(tags, self.takes(self.conformance.create)) if tags else {}

    def with_defaults(self, old: Properties, new: Properties) -> Properties:
        """Return the new inputs, and the defaults of removed ones."""
        gone = self.shapes.keys() & old.keys() - new.keys()
        return {**{key: self.conformance.properties[key].default for key in gone}, **new}

    def create(self, inputs: Properties) -> tuple[str, Properties]:
        """Create the resource; return its id and the outputs that only AWS knows."""
        creating = getattr(self.client, self.conformance.create)
        return self.made(inputs, creating(**self.request(inputs), **self.tags(inputs)))

    def made(self, inputs: Properties, answer: Properties) -> tuple[str, Properties]:
        """Return the id and the outputs of a resource, from its inputs and AWS's response."""
        known = {**answer, **inputs, "aws": self.aws}
        outputs = {name: filled(template, known) for name, template in self.conformance.outputs.items()}
        return filled(self.conformance.id, known), outputs

    def named(self, operation: str, thing: Existing) -> Properties:
        """Return the parameters of an operation that identify the resource, or that it has already."""
        known = {**thing.state, "id": thing.id}
        said = {name: filled(template, known) for name, template in self.conformance.key.items()}
        members = self.takes(operation).members
        return {it: value for it, value in (self.request(thing.state) | said).items() if it in members}

    def update(self, thing: Existing, new: Properties) -> Properties:
        """Change the resource to the new inputs, except tags; return the outputs that changed."""
        change = self.conformance.change
        if not change:
            changed = ", ".join(sorted(key for key in new if new[key] != thing.state.get(key)))
            raise ProviderError(
                f"{self.kind} {thing.id} can't be changed while it runs ({changed}): stop the shop and start it again"
            )
        if change == AGAIN:
            return self.create(new)[1]
        after = self.with_defaults(thing.state, new)
        parameters = self.named(change, Existing(thing.id, after))
        if "patchOperations" in self.takes(change).members:
            requests = (self.request(it) for it in (thing.state, after))
            apart = ({it: value for it, value in each.items() if it not in parameters} for each in requests)
            parameters["patchOperations"] = patch_operations(*apart)
        getattr(self.client, change)(**parameters)
        return {}


def filled(template: str, known: Properties) -> Any:
    """Return a filled template of the table; one that is a single field keeps the value's type."""
    field = re.fullmatch(r"\{([^{}]+)\}", template)
    return string.Formatter().get_field(field[1], (), known)[0] if field else template.format(**known)


def fitted(value: Any, shape: Any) -> Any:
    """Return a value in the form of AWS's shape: a policy is a JSON string, and one value may be a list of one."""
    if shape.type_name == "structure" and isinstance(value, dict):
        members = shape.members
        return {it: fitted(item, members[it]) if it in members else item for it, item in value.items()}
    if shape.type_name == "list":
        return [fitted(item, shape.member) for item in (value if isinstance(value, list) else [value])]
    return json.dumps(value) if shape.type_name == "string" and isinstance(value, dict) else value


def tagging(tags: Mapping[str, str], shape: Any) -> Properties:
    """Return the tags as a parameter: Pulumi has one mapping, and each service its own format.

    shape: the operation's input, in which tags are a mapping or a list of pairs with different names.
    """
    parameter = "tags" if "tags" in shape.members else "Tags"
    if shape.members[parameter].type_name == "map":
        return {parameter: dict(tags)}
    key, value = shape.members[parameter].member.members
    return {parameter: [{key: name, value: text} for name, text in tags.items()]}
