"""The stand-in provider as a whole: looks types up, and says every failure in one sentence."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.provider.aws import Aws
from local.provider.conformance import REGION, Difference
from local.provider.errors import ProviderError, is_absent
from local.provider.observing import described, observed
from local.provider.resource import TAGS_ALL, Existing, Resource, Seen
from local.provider.shapes import Properties
from local.provider.table import INVOKES, RESOURCES


@dataclass(frozen=True)
class Reading:
    """A resource as it is now: its inputs, and its whole state."""

    inputs: Properties
    state: Properties


@dataclass(frozen=True)
class StandInProvider:
    """Creates, reads, updates and deletes resources on an emulator; every method may raise ProviderError.

    aws: the emulator.
    default_tags: the tags that every resource gets, as the aws provider's `default_tags`.
    """

    aws: Aws
    default_tags: dict[str, str] = field(default_factory=dict)

    def check(
        self, token: str, name: str, inputs: Properties, old: Properties | None = None, proposed: str = ""
    ) -> Properties:
        """Return the inputs completed by a physical name and tags; refuse types and properties by name.

        proposed: the physical name that the project's naming pattern makes; none makes one of `name`.
        """
        return _known(token).check(name, inputs, old or {}, self.default_tags, proposed)

    def difference(self, token: str, old: Properties, new: Properties) -> Difference:
        """Compare checked inputs."""
        return _known(token).conformance.difference(old, new)

    def computed(self, token: str) -> frozenset[str]:
        """Return the names of the outputs that only AWS knows."""
        return _known(token).outputs

    def volatile(self, token: str) -> frozenset[str]:
        """Return the names of the outputs that an update may change."""
        return _known(token).volatile

    def create(self, token: str, inputs: Properties) -> tuple[str, Properties]:
        """Create a resource from checked inputs; return its id and its whole state."""
        with _one_sentence(f"{token} could not be created"):
            id_, outputs = self._resource(token, inputs).create(inputs)
        return id_, inputs | outputs

    def read(self, token: str, thing: Existing, inputs: Properties) -> Reading | None:
        """Return how a resource is now, None when it is gone.

        inputs: those it was last given; of these, what AWS has otherwise comes back as AWS has it.
        """
        kind = _known(token)
        if (seen := self._seen(token, thing)) is None:
            return None
        live = observed(inputs, seen.settings, kind.shapes)
        kept = {key: value for key, value in thing.state.items() if key not in inputs}
        return Reading(live, kept | live | seen.outputs)

    def found(self, token: str, id_: str) -> Reading | None:
        """Return a resource that only its id is known of, as an import does; None when there is none."""
        kind = _known(token)
        identity = kind.identified(id_)
        if (seen := self._seen(token, Existing(id_, identity))) is None:
            return None
        live = identity | described(seen.settings, kind.shapes)
        return Reading(live, live | seen.outputs)

    def _seen(self, token: str, thing: Existing) -> Seen | None:
        try:
            with _one_sentence(f"{token} {thing.id} could not be read"):
                return self._resource(token, thing.state).look(thing)
        except ProviderError as error:
            if is_absent(error.__cause__ or error):
                return None
            raise

    def update(self, token: str, thing: Existing, new: Properties) -> Properties:
        """Bring a resource to new checked inputs; return its whole state."""
        old = {key: value for key, value in thing.state.items() if key in _known(token).inputs()}
        changed = set(self.difference(token, old, new).changed)
        resource, outputs = self._resource(token, thing.state), {}
        with _one_sentence(f"{token} {thing.id} could not be updated"):
            if changed - {TAGS_ALL}:
                outputs = resource.update(thing, new)
            if TAGS_ALL in changed:
                self._retag(resource, thing, new)
        kept = {key: value for key, value in thing.state.items() if key not in old}
        return kept | new | outputs

    def delete(self, token: str, thing: Existing) -> None:
        """Delete a resource; one that is gone already counts as done."""
        try:
            with _one_sentence(f"{token} {thing.id} could not be deleted"):
                self._resource(token, thing.state).delete(thing)
        except ProviderError as error:
            if not is_absent(error.__cause__ or error):
                raise

    def invoke(self, token: str, args: Properties) -> Properties:
        """Answer a function call such as `aws:index/getRegion:getRegion`."""
        if token not in INVOKES:
            raise ProviderError(f"{token} is not known to the stand-in provider: add it in {_home(token)}")
        with _one_sentence(f"{token} could not be answered"):
            return INVOKES[token](self.aws, args)

    def _resource(self, token: str, properties: Properties) -> Resource:
        """Return the type, in the region that a resource's own property names, or else in the provider's."""
        return _known(token)(self.aws.at(properties.get(REGION)))

    @staticmethod
    def _retag(resource: Resource, thing: Existing, new: Properties) -> None:
        tags: dict[str, str] = new.get(TAGS_ALL, {})
        removed = [key for key in thing.state.get(TAGS_ALL, {}) if key not in tags]
        resource.retag(thing, tags, removed)


def _known(token: str) -> type[Resource]:
    if token not in RESOURCES:
        raise ProviderError(f"{token} is not known to the stand-in provider: add it in {_home(token)}")
    return RESOURCES[token]


def _home(token: str) -> str:
    """The module a token belongs to: `aws:sqs/queue:Queue` → `local/provider/sqs.py`."""
    module = token.split(":")[1].partition("/")[0]
    return f"local/provider/{module}.py"


@contextlib.contextmanager
def _one_sentence(what: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        answer: dict[str, Any] = dict(error.response.get("Error", {}))
        said = f"{error.operation_name} said {answer.get('Code')}: {answer.get('Message')}"
        raise ProviderError(f"{what}: {said}") from error
    except (BotoCoreError, KeyError, OSError) as error:
        raise ProviderError(f"{what}: {type(error).__name__}: {error}") from error
