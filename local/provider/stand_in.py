"""The stand-in provider: finds the class of a type, and turns every failure into one sentence."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from botocore.exceptions import BotoCoreError, ClientError

from local.provider.aws import Aws
from local.provider.conformance import DEFAULTS, REGION
from local.provider.errors import ProviderError
from local.provider.invokes import INVOKES, Invoke
from local.provider.resource import TAGS_ALL, Existing, Resource
from local.provider.resource_types import RESOURCES
from local.provider.shapes import Properties, translate


@dataclass(frozen=True)
class StandInProvider:
    """Creates the local run's resources on an emulator; every method may raise ProviderError.

    aws: the emulator.
    default_tags: the tags that every resource gets, as the aws provider's `default_tags`.
    """

    aws: Aws
    default_tags: dict[str, str] = field(default_factory=dict)
    resources: ClassVar[Mapping[str, type[Resource]]] = RESOURCES
    invokes: ClassVar[Mapping[str, Invoke]] = INVOKES

    def check(
        self, token: str, name: str, inputs: Properties, old: Properties | None = None, proposed: str = ""
    ) -> Properties:
        """Return the inputs with a physical name and tags; refuse unknown types, properties and values by name.

        proposed: the physical name by the project's naming pattern; without it, `name` is used.
        """
        kind = self.known(token)
        checked = {key: value for key, value in inputs.items() if value is not None and key != DEFAULTS}
        translate({key: value for key, value in checked.items() if key != TAGS_ALL}, kind.known(), token)
        checked |= kind.conformance.named(name, checked, old or {}, proposed)
        if refusals := kind.conformance.refusals(checked):
            raise ProviderError(f"{token} {name}: {refusals[0]}")
        if kind.conformance.tagged:
            tags = checked.get("tags", {})
            checked[TAGS_ALL] = {**self.default_tags, **tags} if isinstance(tags, dict) else tags
        return checked

    def create(self, token: str, inputs: Properties) -> tuple[str, Properties]:
        """Create a resource from checked inputs; return its id and its whole state."""
        with one_sentence(f"{token} could not be created"):
            id_, outputs = self.resource(token, inputs).create(inputs)
        return id_, inputs | outputs

    def revise(self, token: str, thing: Existing, new: Properties, changed: set[str]) -> Properties:
        """Update a resource in place to new checked inputs, of which these changed; return its whole state."""
        with one_sentence(f"{token} {thing.id} could not be updated"):
            outputs = self.resource(token, thing.state).update(thing, new)
        kept = {name: value for name, value in thing.state.items() if name not in changed}
        return kept | new | outputs

    def invoke(self, token: str, args: Properties) -> Properties:
        """Return the result of a function such as `aws:index/getRegion:getRegion`."""
        if token not in self.invokes:
            raise _unknown(token, "invokes.yaml")
        with one_sentence(f"{token} could not be answered"):
            return self.invokes[token](self.aws, args)

    def known(self, token: str) -> type[Resource]:
        """Return the class of a type by its token."""
        if token not in self.resources:
            module = token.split(":")[1].partition("/")[0]
            raise _unknown(token, f"conformance/{module}.yaml")
        return self.resources[token]

    def resource(self, token: str, properties: Properties) -> Resource:
        """Return the class of a type, in the region of the resource's own property or else the provider's."""
        return self.known(token)(self.aws.at(properties.get(REGION)))


def _unknown(token: str, place: str) -> ProviderError:
    return ProviderError(f"{token} is not known to the stand-in provider: add it in local/provider/{place}")


@contextlib.contextmanager
def one_sentence(what: str) -> Iterator[None]:
    """Turn boto3's errors into a ProviderError that begins with `what`."""
    try:
        yield
    except ClientError as error:
        answer: dict[str, Any] = dict(error.response.get("Error", {}))
        said = f"{error.operation_name} said {answer.get('Code')}: {answer.get('Message')}"
        raise ProviderError(f"{what}: {said}") from error
    except (BotoCoreError, KeyError, OSError) as error:
        raise ProviderError(f"{what}: {type(error).__name__}: {error}") from error
