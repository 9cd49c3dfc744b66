"""What every resource has in common beyond its creation: how the engine reads, updates and deletes it."""

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from local.provider import ProviderError
from local.provider.conformance import DEFAULTS
from local.provider.resource import TAGS_ALL, Existing, Resource
from local.provider.shapes import Properties


@dataclass(frozen=True)
class Seen:
    """What AWS tells of a resource.

    outputs: what only AWS knows.
    settings: how it is set now, each by its parameter in `shapes`, or by the property's own name where the class
    handles it itself; None for what AWS has none of. What isn't in here counts as unchanged.
    """

    outputs: Properties = field(default_factory=dict)
    settings: Properties = field(default_factory=dict)


class WholeResource(Resource):
    """The whole life of a resource type. Those that a local run makes, too, are created as there."""

    volatile: ClassVar[frozenset[str]] = frozenset()
    """Those of the outputs that an update may change: unknown in its preview."""
    import_id: ClassVar[tuple[str, ...] | None] = None
    """The properties that the id consists of, in its order; empty where the id alone finds the resource, None where
    the id isn't enough for an import."""
    import_separator: ClassVar[str] = "/"

    @classmethod
    def inputs(cls) -> frozenset[str]:
        """Return the names of everything that `check` may return."""
        return frozenset({*cls.known(), TAGS_ALL, DEFAULTS})

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

    def retag(self, thing: Existing, tags: dict[str, str], removed: list[str]) -> None:
        """Give the resource these tags and take the removed ones from it."""
        if style := self.tag_style:
            named = {style.resource: thing.state.get("arn", thing.id)}
            if removed:
                self.client.untag_resource(
                    **named, **{"tagKeys" if style.parameter == "tags" else "TagKeys": removed}
                )
            self.client.tag_resource(**named, **style.request(tags))

    @abstractmethod
    def delete(self, thing: Existing) -> None:
        """Delete the resource; AWS's answer that it is gone already is for the caller to ignore."""
