"""All rules, and the controls of AWS's standard that no rule can judge.

The standard is AWS Foundational Security Best Practices.
Source: docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policies.data import entries
from policies.model import Graph, Resource
from policies.rule import Rule


def equals(wanted: Mapping[str, Sequence[Any]]) -> Callable[[Resource], bool]:
    """Ask that at each path of properties there is one of some values."""

    def is_one_of(value: Any, allowed: Sequence[Any]) -> bool:
        return any(value == it and type(value) is type(it) for it in allowed)

    return lambda resource: all(is_one_of(resource.get(path), allowed) for path, allowed in wanted.items())


def referred_to_by(wanted: Mapping[str, str]) -> Callable[[Resource, Graph], bool]:
    """Ask that for each type there is a resource one of whose properties, which is named, is made of this one."""
    return lambda resource, graph: all(graph.referring(kind, prop, resource) for kind, prop in wanted.items())


def function(name: str) -> Callable[..., bool]:
    """Return a function of this package by its module and name."""
    module, _, attribute = name.partition(".")
    return getattr(importlib.import_module(f"policies.{module}"), attribute)


KINDS: Mapping[str, Callable[[Any], Callable[..., bool]]] = {
    "equals": equals,
    "referred_to_by": referred_to_by,
    "holds": function,
}


def _rule(said: dict[str, Any]) -> Rule:
    [kind] = KINDS.keys() & said.keys()
    said["types"], said["holds"] = tuple(said["types"]), KINDS[kind](said.pop(kind))
    return Rule(**said)


RULES = tuple(map(_rule, entries("rules")))
# The standard's controls for the services that we use which are not rules here, and why.
NOT_JUDGED: Mapping[str, str] = {
    control: reason["why"] for reason in entries("not_judged") for control in reason["controls"]
}
