"""What every resource has in common beyond its creation: how the engine reads, updates and deletes it."""

import json
from abc import abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from local.provider import ProviderError
from local.provider.conformance import DEFAULTS
from local.provider.resource import TAGS_ALL, Existing, Resource, tagging
from local.provider.shapes import Properties
from tests.provider.observing import parameter


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

    tables = (*Resource.tables, Path(__file__).with_name("conformance"))
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
        parameters = (parameter(name, shape) for name, shape in self.shapes.items() if shape)
        return {it: answer.get(it) for it in parameters}

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
        taken, untaken = (self.takes(it).required_members for it in ("tag_resource", "untag_resource"))
        named = {taken[0]: thing.state.get("arn", thing.id)}
        if removed:
            self.client.untag_resource(**named, **{untaken[1]: removed})
        self.client.tag_resource(**named, **tagging(tags, self.takes("tag_resource")))

    @abstractmethod
    def delete(self, thing: Existing) -> None:
        """Delete the resource; AWS's answer that it is gone already is for the caller to ignore."""


class Alike(WholeResource):
    """A part of an API: `get_` and `delete_` find it by what its changing operation finds it by."""

    @property
    def noun(self) -> str:
        """What the operations are named by: `put_method` → `method`."""
        return self.conformance.create.partition("_")[2]

    def look(self, thing: Existing) -> Seen:
        named = self.named(f"get_{self.noun}", thing)
        return Seen(settings={**self.told(getattr(self.client, f"get_{self.noun}")(**named)), **named})

    def delete(self, thing: Existing) -> None:
        deleting = f"delete_{self.noun}"
        getattr(self.client, deleting)(**self.named(deleting, thing))


def document(policy: str | dict) -> str:
    """Return a policy as the JSON text that AWS takes; boto3 may tell a mapping."""
    return policy if isinstance(policy, str) else json.dumps(policy)


def pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags as most services have them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
