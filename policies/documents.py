"""Policy documents, wherever they are in a resource: their statements, and whom those allow what.

Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policies.matching import account, is_pattern, names_one, overlap
from policies.model import Resource, listed, sequence

TRUST = "assumerolepolicy"
MATTERS = re.compile(r"polic|principal|^action$|^operations$|^source(Account|Arn)$", re.IGNORECASE)
SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")
# The operators that require a value of a request, and the keys that say from whom or what it comes.
# Sources: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
# docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
BINDING = {"arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike"}
ORIGINS = {
    *("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce"),
    *("aws:principalaccount", "aws:principalarn", "aws:principalorgid", "kms:calleraccount"),
}
SUBJECT = ":sub"  # the subject in an issuer's token
# Properties by which a resource grants access without a document, such as Lambda's Permission and KMS's Grant.
ADMITTED = ("principal", "principals", "allowedPrincipals", "granteePrincipal", "principalArn")
BOUND_BY = {
    "sourceAccount": "aws:SourceAccount",
    "sourceArn": "aws:SourceArn",
    "principalOrgId": "aws:PrincipalOrgID",
}


@dataclass(frozen=True)
class Statement:
    """A statement, and the path of properties to its document. Case doesn't matter in elements, actions and keys."""

    said: Mapping[str, Any]
    place: str = ""

    def values(self, element: str) -> list[Any]:
        return [it for name, value in self.said.items() if name.lower() == element for it in listed(value)]

    @property
    def allows(self) -> bool:
        return self.values("effect") != ["Deny"]

    @property
    def actions(self) -> list[str]:
        return self.values("action")

    @property
    def resources(self) -> list[str]:
        return self.values("resource")

    @property
    def names_resources(self) -> bool:
        return bool(self.resources) and all(map(names_one, self.resources))

    @property
    def inverse(self) -> bool:
        """Return whether the statement has NotAction, NotResource or NotPrincipal."""
        return any(self.values(f"not{element}") for element in ("action", "principal", "resource"))

    @property
    def principals(self) -> list[tuple[str, str]]:
        """Return the kind, such as aws or service, and the name of each principal."""
        found: list[tuple[str, str]] = []
        for said in self.values("principal"):
            kinds = (
                said if isinstance(said, Mapping) else {"service" if SERVICE.fullmatch(said) else "aws": said}
            )
            found += [(kind.lower(), str(name)) for kind, names in kinds.items() for name in listed(names)]
        return found

    @property
    def conditions(self) -> dict[tuple[str, str], list[str]]:
        """Return the conditions' values by operator and key, both in lower case."""
        return {
            (operator.lower(), key.lower()): [str(it) for it in listed(values)]
            for said in self.values("condition")
            for operator, keys in said.items()
            for key, values in keys.items()
        }

    def may(self, action: str) -> bool:
        """Return whether the statement could match an action, or one of a pattern of actions."""
        wanted = action.lower()
        if excluded := self.values("notaction"):
            return wanted not in (it.lower() for it in excluded)
        return any(overlap(it.lower(), wanted) for it in self.actions)

    @property
    def origins(self) -> list[str]:
        """Return the origins that the statement requires of requests; nothing if it requires none."""
        bound = [
            values
            for (operator, key), values in self.conditions.items()
            if operator in BINDING
            and (key in ORIGINS or key.endswith(SUBJECT))
            and all(map(_is_bound, values))
        ]
        return [value for values in bound for value in values]

    @property
    def admits_anyone(self) -> bool:
        """Return whether anyone with an AWS account is a principal."""
        anyone = any(kind != "service" and is_pattern(name) for kind, name in self.principals)
        return (anyone or bool(self.values("notprincipal"))) and not self.origins


def _is_bound(value: str) -> bool:
    return bool(account(value)) or not (is_pattern(value) or value.startswith("arn:"))


def statements(resource: Resource) -> Iterator[Statement]:
    """Yield every statement of every document in a resource, and the access that it grants without one.

    At the end raises the engine's error for an unknown value that could contain a document.
    """
    for place, value in walk(resource.props, lambda name: bool(MATTERS.search(name))):
        yield from (Statement(it, place) for it in _statements(value))
    admitted = [name for prop in ADMITTED for name in listed(resource.get(prop))]
    if admitted:
        bounds = {key: resource.get(prop) for prop, key in BOUND_BY.items() if resource.get(prop)}
        actions = listed(resource.get("action")) or [
            f"kms:{it}" for it in sequence(resource.get("operations"))
        ]
        said = {
            "Effect": "Allow",
            "Action": actions or "*",
            "Resource": "*",
            "Condition": {"StringEquals": bounds},
        }
        yield from (Statement({**said, "Principal": it}) for it in admitted)


def allowing(resource: Resource) -> Iterator[Statement]:
    return (it for it in statements(resource) if it.allows)


def rights(resource: Resource) -> Iterator[Statement]:
    """Yield the Allow statements without a principal, which apply to the policy's holder."""
    return (
        it for it in allowing(resource) if not (it.principals or it.values("notprincipal") or is_trust(it))
    )


def is_trust(statement: Statement) -> bool:
    return TRUST in statement.place.lower()


def walk(value: Any, matters: Callable[[str], bool]) -> Iterator[tuple[str, Any]]:
    """Yield every value inside a value, texts of JSON taken apart, with the path to it.

    matters: whether an unknown value of this path does; the first that does is raised at the end.
    """
    unknown: list[Exception] = []
    yield from _walk(value, "", unknown, matters)
    if unknown:
        raise unknown[0]


def _walk(
    value: Any, path: str, unknown: list[Exception], matters: Callable[[str], bool]
) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, str):
        if inside := _json(value):
            yield from _walk(inside, path, unknown, matters)
        return
    for key in value if isinstance(value, Mapping) else range(len(sequence(value))):
        name = f"{path}.{key}".lstrip(".")
        try:
            child = value[key]
        except Exception as error:  # the engine's own, for what only the update will know
            if matters(name):
                unknown.append(error)
        else:
            yield from _walk(child, name, unknown, matters)


@functools.cache
def _json(text: str) -> Any:
    try:
        return json.loads(text) if text.lstrip()[:1] in ("{", "[") else None
    except ValueError:
        return None


def _statements(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        for said in (value[key] for key in value if key.lower() == "statement"):
            for it in [said] if isinstance(said, Mapping) else sequence(said):
                if isinstance(it, Mapping) and "effect" in {key.lower() for key in it}:
                    yield it
