"""What a rule is."""

import fnmatch
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policies.model import Graph, Resource

Severity = Literal["low", "medium", "high", "critical"]
SECURITY_HUB = "docs.aws.amazon.com/securityhub/latest/userguide"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule about every resource of some types (patterns: `aws:*` are all of AWS's).

    name: AWS's id of a Security Hub control, or ours. says: what holds; fix: what to do where it doesn't.
    holds: tells whether a resource keeps the rule; it takes the graph too where it needs the other resources.
    """

    name: str
    types: tuple[str, ...]
    says: str
    fix: str
    severity: Severity
    holds: Callable[..., bool]
    source: str = ""

    @property
    def page(self) -> str:
        """Return the page that the rule rests on: its source, else the control's own."""
        return self.source or control(self.name)

    @property
    def needs_the_stack(self) -> bool:
        """Tell whether the rule can't be judged from the resource alone, and so not before it is made."""
        return len(inspect.signature(self.holds).parameters) > 1

    def concerns(self, resource: Resource) -> bool:
        return any(fnmatch.fnmatchcase(resource.type, pattern) for pattern in self.types)

    def is_kept(self, resource: Resource, graph: Graph) -> bool:
        """Tell whether a resource that the rule concerns keeps it."""
        return self.holds(resource, graph) if self.needs_the_stack else self.holds(resource)


def control(name: str) -> str:
    """Return the page of a Security Hub control, such as S3.5."""
    service = name.partition(".")[0].lower()
    return f"{SECURITY_HUB}/{service}-controls.html#{name.lower().replace('.', '-')}"
