"""A stack for the rules: its resources, their properties, and the resources from which a property comes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Resource:
    """A resource of a stack.

    props: its properties, in Pulumi's camelCase. Mappings and sequences may have other types than dict and list: in the
    engine's preview, reading an unknown value raises.
    parent, provider: URNs; the provider's is None if the program chose none.
    refs: for each property, the URNs of the resources from whose outputs it is made, also known in a preview.
    """

    urn: str
    props: Mapping[str, Any] = field(default_factory=dict)
    parent: str | None = None
    provider: str | None = None
    protect: bool = False
    refs: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def stack(self) -> str:
        return self.urn.split("::")[0].rpartition(":")[2]

    @property
    def type(self) -> str:
        return type_of(self.urn)

    @property
    def name(self) -> str:
        return self.urn.split("::", 3)[3]

    def values(self, path: str) -> list[Any]:
        """Return the values at a dotted path of properties, None for missing ones; `[]` means each item of a list."""
        found: list[Any] = [self.props]
        for part in path.split("."):
            name = part.removesuffix("[]")
            found = [it.get(name) if isinstance(it, Mapping) else None for it in found]
            if part != name:
                found = [item for it in found for item in sequence(it)]
        return found

    def get(self, path: str) -> Any:
        """Return the one value at a dotted path of property names, None if there is none."""
        return self.values(path)[0]

    def sets(self, path: str) -> bool:
        """Return whether there is a value at a path; an unknown value counts."""
        try:
            return bool(self.get(path))
        except Exception:  # the engine's own
            return True


@dataclass(frozen=True)
class Graph:
    """All resources of a stack, and its settings by full key, as Pulumi's engine passes them."""

    resources: Sequence[Resource]
    settings: Mapping[str, str] = field(default_factory=dict)

    def of(self, *types: str) -> Iterator[Resource]:
        return (it for it in self.resources if it.type in types)

    def known(self, prop: str) -> list[Any]:
        """Return the known values of a property; raises the engine's exception if there are only unknown ones."""
        found, unknown = [], []
        for resource in self.resources:
            try:
                found += [resource.props[prop]] if resource.sets(prop) else []
            except Exception as error:  # the engine's own
                unknown.append(error)
        if unknown and not found:
            raise unknown[0]
        return found

    def referring(self, kind: str, prop: str, target: Resource) -> list[Resource]:
        """Return the resources of a type whose property is made from the target's outputs."""
        return [it for it in self.of(kind) if target.urn in it.refs.get(prop, ())]


def type_of(urn: str) -> str:
    """Return the type in a URN, without the parents' types before it.

    Source: www.pulumi.com/docs/iac/concepts/resources/names/#urns
    """
    return urn.split("::", 3)[2].rpartition("$")[2]


def sequence(value: Any) -> Sequence[Any]:
    """Return a list, an empty one for a missing property."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def listed(value: Any) -> list[Any]:
    """Return a value or a list as a list, an empty one for a missing property."""
    several = isinstance(value, Sequence) and not isinstance(value, str)
    return [*value] if several else [value] * (value is not None)
