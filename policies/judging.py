"""The rules applied to a stack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.catalogue import RULES
from policies.exceptions import EXEMPTIONS, Exemption, Settings
from policies.model import Graph, Resource
from policies.rule import Rule


@dataclass(frozen=True)
class Violation:
    """A rule that a resource breaks."""

    resource: Resource
    rule: Rule

    def __str__(self) -> str:
        where = f"{self.resource.stack} {self.resource.type} {self.resource.name}"
        return f"{where} breaks {self.rule.name}: {self.rule.says} ({self.rule.fix}; {self.rule.page})"


def violations(graph: Graph) -> Iterator[Violation]:
    """Yield all that breaks a rule, exempt or not."""
    for rule in RULES:
        for resource in graph.resources:
            if rule.concerns(resource) and not rule.is_kept(resource, graph):
                yield Violation(resource, rule)


def exemption(
    violation: Violation, settings: Settings, exemptions: Iterable[Exemption] = EXEMPTIONS
) -> Exemption | None:
    """Return the exception under which a rule may be broken in a stack of these settings, None if there is none."""
    return next((it for it in exemptions if it.covers(violation.rule, violation.resource, settings)), None)
