"""The rules, their exceptions, and how a stack breaks them.

The standard is AWS Foundational Security Best Practices.
Source: docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Literal

from components.project import NAME
from policies.conditions import OF_RESOURCES, OF_STACKS, WORDS, fault_of
from policies.entries import entries
from policies.model import Graph, Resource

Settings = Mapping[str, str]
SECURITY_HUB = "docs.aws.amazon.com/securityhub/latest/userguide"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule for every resource of some types (patterns: `aws:*` means all of AWS's).

    name: the id of a Security Hub control, or our own. says: what must be true; fix: what to do if it isn't.
    """

    name: str
    types: list[str]
    says: str
    fix: str
    severity: Literal["low", "medium", "high", "critical"]
    condition: Mapping[str, Any]
    source: str = ""

    @property
    def page(self) -> str:
        """Return the page on which the rule is based: its source, or else the control's."""
        return self.source or control(self.name)

    @property
    def needs_the_stack(self) -> bool:
        """Return whether the rule needs other resources too, so it can't be checked before the resource is created."""
        return not OF_STACKS.keys().isdisjoint(self.condition)

    def concerns(self, resource: Resource) -> bool:
        return any(fnmatchcase(resource.type, pattern) for pattern in self.types)

    def is_kept(self, resource: Resource, graph: Graph) -> bool:
        """Return whether a resource obeys the rule, or the rule's `where` excludes it."""
        if not _all_hold(self.condition.get("where", {}), resource):
            return True
        among = (
            OF_STACKS[it](resource, said, graph) for it, said in self.condition.items() if it in OF_STACKS
        )
        return _all_hold(self.condition, resource) and all(among)


@dataclass(frozen=True)
class Violation:
    """A rule that a resource breaks."""

    resource: Resource
    rule: Rule

    def __str__(self) -> str:
        where = f"{self.resource.stack} {self.resource.type} {self.resource.name}"
        return f"{where} breaks {self.rule.name}: {self.rule.says} ({self.rule.fix}; {self.rule.page})"


@dataclass(frozen=True, kw_only=True, eq=False)
class Exemption:
    """rule: its name. resources: the names, or patterns of names, of resources that may break it.

    where: the stacks in which they may, by patterns of their settings.
    """

    rule: str
    resources: list[str]
    why: str
    where: Settings = field(default_factory=dict)

    def covers(self, violation: Violation, settings: Settings) -> bool:
        places = all(fnmatchcase(settings.get(f"{NAME}:{key}", ""), it) for key, it in self.where.items())
        names = any(fnmatchcase(violation.resource.name, pattern) for pattern in self.resources)
        return self.rule == violation.rule.name and places and names


def _all_hold(condition: Mapping[str, Any], resource: Resource) -> bool:
    return all(OF_RESOURCES[it](resource, said) for it, said in condition.items() if it in OF_RESOURCES)


def control(name: str) -> str:
    """Return the page of a Security Hub control, such as S3.5."""
    service = name.partition(".")[0].lower()
    return f"{SECURITY_HUB}/{service}-controls.html#{name.lower().replace('.', '-')}"


def rule(entry: Mapping[str, Any]) -> Rule:
    """Return the rule of an entry; ValueError for unknown words, and if nothing could break it."""
    fields = {key: value for key, value in entry.items() if key not in WORDS}
    condition = {key: value for key, value in entry.items() if key in WORDS}
    if unknown := fields.keys() - Rule.__dataclass_fields__:
        raise ValueError(f"rule {entry['name']}: {', '.join(sorted(unknown))} is not a word of rules.yaml")
    if fault := fault_of(condition):
        raise ValueError(f"rule {entry['name']}: {fault}")
    return Rule(condition=condition, **fields)


RULES = tuple(map(rule, entries("rules")))
EXEMPTIONS = tuple(Exemption(**it) for it in entries("exceptions"))
# The standard's controls for our services that are not rules here, with the reasons.
NOT_JUDGED = {control: reason["why"] for reason in entries("not_judged") for control in reason["controls"]}


def violations(graph: Graph) -> Iterator[Violation]:
    """Yield everything that breaks a rule, with or without an exception."""
    for rule in RULES:
        for resource in graph.resources:
            if rule.concerns(resource) and not rule.is_kept(resource, graph):
                yield Violation(resource, rule)


def exemption(violation: Violation, settings: Settings) -> Exemption | None:
    """Return the exception that allows the violation in a stack with these settings, or None."""
    return next((it for it in EXEMPTIONS if it.covers(violation, settings)), None)
