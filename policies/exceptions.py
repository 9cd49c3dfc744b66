"""Who need not obey which rule, and why. A test refuses exceptions that nothing needs."""

import fnmatch
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from components.project import NAME
from policies.data import entries
from policies.model import Resource
from policies.rule import Rule

Settings = Mapping[str, str]


@dataclass(frozen=True)
class Where:
    """The stacks that an exception is for: by their settings, whatever they are called."""

    words: str
    holds: Callable[[Settings], bool]


PLACES = {
    "everywhere": Where("every stack", lambda _: True),
    "on one machine": Where(
        "`websiteUrl` on localhost",
        lambda it: it.get(f"{NAME}:websiteUrl", "").startswith("http://localhost"),
    ),
    "unprotected": Where("`protect` false", lambda it: it.get(f"{NAME}:protect") == "false"),
}


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """rule: its name. where: the stacks in which resources with these names, or patterns of names, may break it."""

    rule: str
    where: Where
    resources: tuple[str, ...]
    why: str

    def covers(self, rule: Rule, resource: Resource, settings: Settings) -> bool:
        names = any(fnmatch.fnmatchcase(resource.name, pattern) for pattern in self.resources)
        return self.rule == rule.name and names and self.where.holds(settings)


EXEMPTIONS = tuple(
    Exemption(**it | {"where": PLACES[it["where"]], "resources": tuple(it["resources"])})
    for it in entries("exceptions")
)
