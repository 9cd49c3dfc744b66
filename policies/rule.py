"""What a rule is."""

import fnmatch
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policies.model import Graph, Resource

Severity = Literal["low", "medium", "high", "critical"]
SECURITY_HUB = "docs.aws.amazon.com/securityhub/latest/userguide"


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """A rule about every resource of some types (patterns: `aws:*` are all of AWS's).

    name: AWS's id of a Security Hub control, or ours. says: what holds; fix: what to do where it doesn't.
    """

    name: str
    types: tuple[str, ...]
    says: str
    fix: str
    severity: Severity
    source: str = ""

    @property
    def page(self) -> str:
        """Return the page that the rule rests on: its source, else the control's own."""
        return self.source or control(self.name)

    def concerns(self, resource: Resource) -> bool:
        return any(fnmatch.fnmatchcase(resource.type, pattern) for pattern in self.types)

    @abstractmethod
    def is_kept(self, resource: Resource, graph: Graph) -> bool:
        """Tell whether a resource that the rule concerns keeps it."""


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule that can be judged from the resource alone, and so before it is made."""

    holds: Callable[[Resource], bool]

    def is_kept(self, resource: Resource, graph: Graph) -> bool:  # noqa: ARG002 - as every rule takes it
        return self.holds(resource)


@dataclass(frozen=True, kw_only=True)
class StackRule(Rule):
    """A rule that needs the other resources as well."""

    holds: Callable[[Resource, Graph], bool]

    def is_kept(self, resource: Resource, graph: Graph) -> bool:
        return self.holds(resource, graph)


def control(name: str) -> str:
    """Return the page of a Security Hub control, such as S3.5."""
    service = name.partition(".")[0].lower()
    return f"{SECURITY_HUB}/{service}-controls.html#{name.lower().replace('.', '-')}"
