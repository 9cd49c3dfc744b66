"""What every resource of the stand-in provider has in common."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Seen:
    """What AWS tells of a resource.

    outputs: what only AWS knows.
    settings: how it is set now, each by its parameter in `shapes`, or by the property's own name where the class
    handles it itself; None for what AWS has none of. What isn't in here counts as unchanged.
    """

    outputs: Properties = field(default_factory=dict)
    settings: Properties = field(default_factory=dict)


class Resource(ABC):
    """One resource type, created, read, updated and deleted by boto3.

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
    """What only AWS knows: unknown in a preview, given by `create` and `look`."""
    volatile: ClassVar[frozenset[str]] = frozenset()
    """Those of the outputs that an update may change: unknown in its preview."""
    tag_style: ClassVar[TagStyle | None] = None
    import_id: ClassVar[tuple[str, ...] | None] = None
    """The properties that the id consists of, in its order; empty where the id alone finds the resource, None where
    the id isn't enough for an import."""
    import_separator: ClassVar[str] = "/"

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
        translate({key: value for key, value in checked.items() if key != TAGS_ALL}, cls._known(), cls.kind)
        checked |= cls.conformance.named(name, checked, old, proposed)
        if refusals := cls.conformance.refusals(checked):
            raise ProviderError(f"{cls.kind} {name}: {refusals[0]}")
        if cls.tag_style:
            tags = checked.get("tags", {})
            checked[TAGS_ALL] = {**default_tags, **tags} if isinstance(tags, dict) else tags
        return checked

    @classmethod
    def with_defaults(cls, old: Properties, new: Properties) -> Properties:
        """Return the new inputs, and the defaults of those that are no longer given."""
        gone = {
            key: cls.conformance.properties[key].default
            for key in cls.shapes.keys() & old.keys() - new.keys()
        }
        return {**gone, **new}

    @classmethod
    def inputs(cls) -> frozenset[str]:
        """Return the names of everything that `check` may return."""
        return frozenset({*cls._known(), TAGS_ALL, DEFAULTS})

    @classmethod
    def _known(cls) -> Mapping[str, Shape]:
        always: dict[str, Shape] = {REGION: None}
        if cls.tag_style:
            always["tags"] = None
        return {**always, **cls.shapes}

    def request(self, inputs: Properties) -> Properties:
        """Return boto3's parameters for these inputs or this state, tags apart."""
        own = {key: value for key, value in inputs.items() if key in self._known()}
        return translate(own, self._known(), self.kind)

    def tags(self, inputs: Properties) -> Properties:
        """Return the parameter that tags what is created; none when there are no tags."""
        return self.tag_style.request(inputs[TAGS_ALL]) if self.tag_style and inputs.get(TAGS_ALL) else {}

    @abstractmethod
    def create(self, inputs: Properties) -> tuple[str, Properties]:
        """Create the resource; return its id and the outputs that only AWS knows."""

    @abstractmethod
    def look(self, thing: Existing) -> Seen:
        """Return what AWS tells of an existing resource; ClientError when it is gone."""

    def told(self, answer: Properties) -> Properties:
        """Return the settings of an answer that speaks of every parameter in `shapes`: what it lacks isn't set."""
        parameters = (
            shape if isinstance(shape, str) else shape[0] for shape in self.shapes.values() if shape
        )
        return {parameter: answer.get(parameter) for parameter in parameters}

    @classmethod
    def identified(cls, id_: str) -> Properties:
        """Return the properties that an imported resource's id says; ProviderError where it can't be imported."""
        if cls.import_id is None:
            raise ProviderError(
                f"{cls.kind} {id_} can not be imported: its id alone does not tell where it is"
            )
        parts = id_.split(cls.import_separator, max(len(cls.import_id) - 1, 0)) if cls.import_id else []
        if len(parts) != len(cls.import_id):
            form = cls.import_separator.join(cls.import_id)
            raise ProviderError(f"{cls.kind} {id_} can not be imported: the id has the form {form}")
        return dict(zip(cls.import_id, parts, strict=True))

    def update(self, thing: Existing, new: Properties) -> Properties:
        """Change the resource to the new inputs, tags apart; return the outputs."""
        changed = sorted(key for key in new if new[key] != thing.state.get(key))
        raise ProviderError(
            f"{self.kind} {thing.id} can not be updated ({', '.join(changed)} changed): "
            "add `update` to its class in local/provider/"
        )

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        """Give the resource these tags and take the removed ones from it."""
        if style := self.tag_style:
            named = {style.resource: thing.state.get("arn", thing.id)}
            if removed:
                self.client.untag_resource(**named, **style.removal(removed))
            self.client.tag_resource(**named, **style.request(tags))

    @abstractmethod
    def delete(self, thing: Existing) -> None:
        """Delete the resource; AWS's answer that it is gone already is for the caller to ignore."""
