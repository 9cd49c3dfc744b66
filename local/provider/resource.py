"""What every resource of the stand-in provider has in common."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from local.provider.aws import Aws
from local.provider.conformance import DEFAULTS, REGION, Conformance, table
from local.provider.errors import ProviderError
from local.provider.shapes import Properties, Shape, translate
from local.provider.tags import TagStyle

TAGS_ALL = "tagsAll"


@dataclass(frozen=True)
class Existing:
    """A resource that was created before: its id, and its inputs and outputs in one mapping."""

    id: str
    state: Properties


class Resource(ABC):
    """One resource type, created by boto3, and updated where an edit changes it.

    Its properties are those of the table of conformance; what isn't there is refused by name.
    """

    kind: ClassVar[str]
    """Pulumi's type token."""
    conformance: ClassVar[Conformance]
    """What the table beside the class's module says of the type."""
    service: ClassVar[str]
    """boto3's name of the service."""
    shapes: ClassVar[Mapping[str, Shape]]
    """Every property known, with the parameter that it becomes: of the table of conformance."""
    outputs: ClassVar[frozenset[str]] = frozenset()
    """What only AWS knows: unknown in a preview, given by `create`."""
    tag_style: ClassVar[TagStyle | None] = None

    def __init__(self, aws: Aws) -> None:
        self.aws = aws
        self.client = aws.client(self.service)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in cls.__dict__:
            cls.conformance = table(Path(inspect.getfile(cls)).with_name("conformance"))[cls.kind]
            cls.shapes = {name: it.shape for name, it in cls.conformance.properties.items()}

    @classmethod
    def check(
        cls, name: str, inputs: Properties, old: Properties, default_tags: dict[str, str], proposed: str = ""
    ) -> Properties:
        """Return the inputs completed by physical name and tags; ProviderError for what isn't known or taken.

        proposed: a physical name, as the project's naming pattern makes it; none makes one of the logical name.
        """
        checked = {key: value for key, value in inputs.items() if value is not None and key != DEFAULTS}
        translate({key: value for key, value in checked.items() if key != TAGS_ALL}, cls.known(), cls.kind)
        checked |= cls.conformance.named(name, checked, old, proposed)
        if refusals := cls.conformance.refusals(checked):
            raise ProviderError(f"{cls.kind} {name}: {refusals[0]}")
        if cls.tag_style:
            tags = checked.get("tags", {})
            checked[TAGS_ALL] = {**default_tags, **tags} if isinstance(tags, dict) else tags
        return checked

    @classmethod
    def known(cls) -> Mapping[str, Shape]:
        """Return every property that may be given, with the parameter that it becomes."""
        always: dict[str, Shape] = {REGION: None}
        if cls.tag_style:
            always["tags"] = None
        return {**always, **cls.shapes}

    def request(self, inputs: Properties) -> Properties:
        """Return boto3's parameters for these inputs or this state, tags apart."""
        own = {key: value for key, value in inputs.items() if key in self.known()}
        return translate(own, self.known(), self.kind)

    def tags(self, inputs: Properties) -> Properties:
        """Return the parameter that tags what is created; none when there are no tags."""
        return self.tag_style.request(inputs[TAGS_ALL]) if self.tag_style and inputs.get(TAGS_ALL) else {}

    @classmethod
    def with_defaults(cls, old: Properties, new: Properties) -> Properties:
        """Return the new inputs, and the defaults of those that are no longer given."""
        gone = {
            key: cls.conformance.properties[key].default
            for key in cls.shapes.keys() & old.keys() - new.keys()
        }
        return {**gone, **new}

    @abstractmethod
    def create(self, inputs: Properties) -> tuple[str, Properties]:
        """Create the resource; return its id and the outputs that only AWS knows."""

    def update(self, thing: Existing, new: Properties) -> Properties:
        """Change the resource to the new inputs, tags apart; return the outputs."""
        changed = sorted(key for key in new if new[key] != thing.state.get(key))
        raise ProviderError(
            f"{self.kind} {thing.id} can't be changed while it runs ({', '.join(changed)}): stop and start anew"
        )
