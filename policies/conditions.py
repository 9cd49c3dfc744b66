"""The words of rules.yaml, which explains them."""

import functools
import importlib
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policies.documents import allowing, rights, walk
from policies.model import Graph, Resource, sequence
from policies.rights import actions_of

SIGNATURE = "4dabf18193072939515e22adb298388d"  # marks a secret value in what a program registers
ARN = re.compile(r"arn:[^:]*:[^:]+:[^:]*:[^:]*:\S+")


def equals(resource: Resource, wanted: Mapping[str, Sequence[Any]]) -> bool:
    found = ((value, allowed) for path, allowed in wanted.items() for value in resource.values(path))
    return all(any(it == value and type(it) is type(value) for it in allowed) for value, allowed in found)


def sets(resource: Resource, paths: Sequence[str]) -> bool:
    return any(resource.sets(path) for path in paths)


def above_zero(resource: Resource, paths: Sequence[str]) -> bool:
    return all((resource.get(path) or 0) > 0 for path in paths)


def several(resource: Resource, path: str) -> bool:
    return any(len(sequence(it)) > 1 for it in resource.values(path))


def lacks(resource: Resource, unwanted: Mapping[str, Sequence[str]]) -> bool:
    found = ((value or "", texts) for path, texts in unwanted.items() for value in resource.values(path))
    return not any(text in value for value, texts in found for text in texts)


def nobody_unknown_may(resource: Resource, actions: Sequence[str]) -> bool:
    return not any(it.admits_anyone and any(map(it.may, actions)) for it in allowing(resource))


def services_alone_may(resource: Resource, actions: Sequence[str]) -> bool:
    outside = [it for it in allowing(resource) if {kind for kind, _ in it.principals} != {"service"}]
    return not any(any(map(it.may, actions)) for it in outside)


def names_resources_but_for(resource: Resource, actions: Sequence[str]) -> bool:
    unnamed = {
        action.lower() for it in rights(resource) if not it.names_resources for action in actions_of(it)
    }
    return unnamed <= {it.lower() for it in actions}


def tells_no_secret(resource: Resource, signs: Mapping[str, Sequence[str]]) -> bool:
    form, name = (re.compile("|".join(signs[it])) for it in ("forms", "names"))
    told = walk(resource.get("environment") or {}, bool)
    return not any(_is_secret(it, form, name.search(place.lower())) for place, it in told)


def _is_secret(value: Any, form: re.Pattern[str], named: object) -> bool:
    if isinstance(value, Mapping):
        return SIGNATURE in value
    named = named and not ARN.fullmatch(str(value))
    return isinstance(value, str) and bool(value and (named or form.search(value)))


def referred_to_by(resource: Resource, wanted: Mapping[str, str], graph: Graph) -> bool:
    return all(graph.referring(kind, prop, resource) for kind, prop in wanted.items())


def serves_one(resource: Resource, users: Mapping[str, str], graph: Graph) -> bool:
    found = (user for kind, prop in users.items() for user in graph.referring(kind, prop, resource))
    return len({user.refs.get("restApi", (user.urn,))[0] for user in found}) == 1


@functools.cache
def function(name: str) -> Callable[..., bool]:
    """Return a function of this package by its module and name."""
    module, _, attribute = name.partition(".")
    return getattr(importlib.import_module(f"policies.{module}"), attribute)


ASKED = (
    equals,
    sets,
    above_zero,
    several,
    lacks,
    nobody_unknown_may,
    services_alone_may,
    names_resources_but_for,
    tells_no_secret,
)
OF_RESOURCES: Mapping[str, Callable[[Resource, Any], bool]] = {
    **{it.__name__: it for it in ASKED},
    "holds": lambda resource, name: function(name)(resource),
}
OF_STACKS: Mapping[str, Callable[[Resource, Any, Graph], bool]] = {
    "referred_to_by": referred_to_by,
    "serves_one": serves_one,
    "holds_among": lambda resource, name, graph: function(name)(resource, graph),
}
WORDS = {"where", *OF_RESOURCES, *OF_STACKS}
PARAMETERS = {"holds": 1, "holds_among": 2}


def fault_of(condition: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the words of a rule, or None."""
    where = condition.get("where", {})
    if not condition.keys() - {"where"}:
        return f"it requires nothing: use one of {', '.join(sorted(WORDS - {'where'}))}"
    if unknown := sorted(where.keys() - OF_RESOURCES.keys()):
        return f"where does not allow {', '.join(unknown)}: use one of {', '.join(sorted(OF_RESOURCES))}"
    words = [*condition.items(), *where.items()]
    if empty := sorted(word for word, said in words if not said):
        return f"{', '.join(empty)} must not be empty"
    faults = (_fault_of_function(word, said) for word, said in words if word in PARAMETERS)
    return next(filter(None, faults), None)


def _fault_of_function(word: str, name: str) -> str | None:
    try:
        parameters = len(inspect.signature(function(name)).parameters)
    except (ImportError, AttributeError, TypeError):
        return (
            f"{word} must name a function of this package, such as rights.allows_not_everything, got {name}"
        )
    if parameters == PARAMETERS[word]:
        return None
    return f"{word} needs a function of {PARAMETERS[word]} parameters, {name} has {parameters}"
