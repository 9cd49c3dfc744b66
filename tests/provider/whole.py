"""What a local run never does: compare, read, import, update and delete, and make what only other stacks have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from local.provider import ProviderError, StandInProvider
from local.provider.conformance import DEFAULTS, Conformance
from local.provider.invokes import Invoke
from local.provider.resource import TAGS_ALL
from local.provider.shapes import Properties
from local.provider.stand_in import one_sentence
from tests.provider.errors import is_absent
from tests.provider.observing import described, observed
from tests.provider.resource import Existing, Seen, WholeResource
from tests.provider.resource_types import INVOKES, RESOURCES


@dataclass(frozen=True)
class Difference:
    """What an update would change, and which of these changes make a new resource."""

    changed: list[str]
    replaces: list[str]
    delete_first: bool


@dataclass(frozen=True)
class Reading:
    """A resource as it is now: its inputs, and its whole state."""

    inputs: Properties
    state: Properties


@dataclass(frozen=True)
class WholeProvider(StandInProvider):
    """Creates, reads, updates and deletes resources of every stack on an emulator."""

    resources: ClassVar[Mapping[str, type[WholeResource]]] = RESOURCES
    invokes: ClassVar[Mapping[str, Invoke]] = INVOKES

    def known(self, token: str) -> type[WholeResource]:
        """Return a type by its token."""
        return cast(type[WholeResource], super().known(token))

    def resource(self, token: str, properties: Properties) -> WholeResource:
        """Return the type, in a resource's region."""
        return cast(WholeResource, super().resource(token, properties))

    def difference(self, token: str, old: Properties, new: Properties) -> Difference:
        """Compare checked inputs."""
        return difference(self.known(token).conformance, old, new)

    def computed(self, token: str) -> frozenset[str]:
        """Return the names of the outputs that only AWS knows."""
        return frozenset(self.known(token).conformance.outputs)

    def volatile(self, token: str) -> frozenset[str]:
        """Return the names of the outputs that an update may change."""
        return self.known(token).volatile

    def read(self, token: str, thing: Existing, inputs: Properties) -> Reading | None:
        """Return how a resource is now, None when it is gone.

        inputs: those it was last given; of these, what AWS has otherwise comes back as AWS has it.
        """
        kind = self.known(token)
        if (seen := self._seen(token, thing)) is None:
            return None
        live = observed(inputs, seen.settings, kind.shapes)
        kept = {key: value for key, value in thing.state.items() if key not in inputs}
        return Reading(live, kept | live | seen.outputs)

    def found(self, token: str, id_: str) -> Reading | None:
        """Return a resource that only its id is known of, as an import does; None when there is none."""
        kind = self.known(token)
        identity = kind.identified(id_)
        if (seen := self._seen(token, Existing(id_, identity))) is None:
            return None
        live = identity | described(seen.settings, kind.shapes)
        return Reading(live, live | seen.outputs)

    def _seen(self, token: str, thing: Existing) -> Seen | None:
        try:
            with one_sentence(f"{token} {thing.id} could not be read"):
                return self.resource(token, thing.state).look(thing)
        except ProviderError as error:
            if is_absent(error.__cause__ or error):
                return None
            raise

    def update(self, token: str, thing: Existing, new: Properties) -> Properties:
        """Bring a resource to new checked inputs; return its whole state."""
        old = {key: value for key, value in thing.state.items() if key in self.known(token).inputs()}
        changed = set(self.difference(token, old, new).changed)
        resource, outputs = self.resource(token, thing.state), {}
        with one_sentence(f"{token} {thing.id} could not be updated"):
            if changed - {TAGS_ALL}:
                outputs = resource.update(thing, new)
            if TAGS_ALL in changed:
                tags: dict[str, str] = new.get(TAGS_ALL, {})
                removed = [key for key in thing.state.get(TAGS_ALL, {}) if key not in tags]
                resource.retag(thing, tags, removed)
        kept = {key: value for key, value in thing.state.items() if key not in old}
        return kept | new | outputs

    def delete(self, token: str, thing: Existing) -> None:
        """Delete a resource; one that is gone already counts as done."""
        try:
            with one_sentence(f"{token} {thing.id} could not be deleted"):
                self.resource(token, thing.state).delete(thing)
        except ProviderError as error:
            if not is_absent(error.__cause__ or error):
                raise


def difference(kind: Conformance, old: Properties, new: Properties) -> Difference:
    """Compare checked inputs as the provider does: what isn't given counts as its default.

    What was given a name of its own is deleted before it is replaced, as the new one would have the same.
    Source: github.com/pulumi/pulumi-terraform-bridge, pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
    """
    defaults = {key: about.default for key, about in kind.properties.items()}
    before, after = defaults | old, defaults | new
    stays = {key for key, about in kind.properties.items() if about.computed and key not in new}
    changed = sorted(
        key for key in {*before, *after} - {"tags", DEFAULTS} - stays if before.get(key) != after.get(key)
    )
    replaces = [key for key in changed if kind.replaces(key)]
    own_name = (
        kind.name
        and not kind.name.plain
        and kind.name.property not in new.get(DEFAULTS, [kind.name.property])
    )
    return Difference(changed, replaces, kind.delete_first or bool(own_name))
