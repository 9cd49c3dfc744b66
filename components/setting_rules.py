"""What a setting's value may be: a rule reads the text that Pulumi's engine hands on, and says in words what it takes.

`Pulumi.yaml` can give a type and a default, no bounds.
Source: github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/project.json (configTypeDeclaration)
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol


class Rule(Protocol):
    """kind: the type in `Pulumi.yaml`."""

    kind: ClassVar[str]

    def __str__(self) -> str:
        """Say what a value must be, after the words "must be"."""
        ...

    def read(self, text: str) -> Any:
        """Return the value; raises ValueError for another than the words say."""
        ...


@dataclass(frozen=True)
class Boolean:
    """true or false."""

    kind: ClassVar[str] = "boolean"

    def __str__(self) -> str:
        return "true or false"

    def read(self, text: str) -> bool:
        return {"true": True, "false": False}[_one_of(text, ("true", "false"))]


@dataclass(frozen=True)
class Integer:
    """A whole number between two others, both included; or_zero: or 0, for none."""

    low: int
    high: int
    or_zero: bool = False
    kind: ClassVar[str] = "integer"

    def __str__(self) -> str:
        return f"{'0 or ' if self.or_zero else ''}a whole number from {self.low} to {self.high}"

    def read(self, text: str) -> int:
        number = _integer(text)
        if not (self.low <= number <= self.high or (self.or_zero and number == 0)):
            raise ValueError(text)
        return number


@dataclass(frozen=True)
class OneOfIntegers:
    """One of some whole numbers."""

    numbers: Sequence[int]
    kind: ClassVar[str] = "integer"

    def __str__(self) -> str:
        return f"one of {_listed(self.numbers)}"

    def read(self, text: str) -> int:
        number = _integer(text)
        if number not in self.numbers:
            raise ValueError(text)
        return number


@dataclass(frozen=True)
class OneOf:
    """One of some texts."""

    texts: Sequence[str]
    kind: ClassVar[str] = "string"

    def __str__(self) -> str:
        return f"one of {_listed(self.texts)}"

    def read(self, text: str) -> str:
        return _one_of(text, self.texts)


@dataclass(frozen=True)
class String:
    """A text of a form. words: what it must be."""

    form: re.Pattern[str]
    words: str
    kind: ClassVar[str] = "string"

    def __str__(self) -> str:
        return self.words

    def read(self, text: str) -> str:
        if not self.form.fullmatch(text):
            raise ValueError(text)
        return text


@dataclass(frozen=True)
class Strings:
    """A list of texts of a form. words: what each must be."""

    form: re.Pattern[str]
    words: str
    most: int
    kind: ClassVar[str] = "array"

    def __str__(self) -> str:
        return f"a list of at most {self.most}, each {self.words}"

    def read(self, text: str) -> tuple[str, ...]:
        values = json.loads(text)
        if not isinstance(values, list) or len(values) > self.most:
            raise ValueError(text)
        if not all(isinstance(value, str) and self.form.fullmatch(value) for value in values):
            raise ValueError(text)
        return tuple(values)


@dataclass(frozen=True)
class Roles:
    """Roles that the AWS provider takes, one after the other.

    Source: www.pulumi.com/registry/packages/aws/installation-configuration/
    """

    kind: ClassVar[str] = "array"
    optional: ClassVar[Sequence[str]] = (
        *("duration", "externalId", "policy", "policyArns", "sessionName", "sourceIdentity"),
        *("tags", "transitiveTagKeys"),
    )

    def __str__(self) -> str:
        return f"a list of roles, each with roleArn and maybe {_listed(self.optional)}"

    def read(self, text: str) -> tuple[dict[str, Any], ...]:
        roles = json.loads(text)
        if not isinstance(roles, list) or not all(isinstance(role, dict) for role in roles):
            raise ValueError(text)
        if any("roleArn" not in role or role.keys() - {"roleArn", *self.optional} for role in roles):
            raise ValueError(text)
        return tuple(roles)


@dataclass(frozen=True)
class Tags:
    """Tags as the AWS provider is told them: `{"tags": {…}}`."""

    kind: ClassVar[str] = "object"

    def __str__(self) -> str:
        return 'tags such as {"tags": {"Team": "pizza"}}'

    def read(self, text: str) -> dict[str, str]:
        given = json.loads(text)
        tags = given.get("tags") if isinstance(given, dict) and given.keys() == {"tags"} else None
        if not isinstance(tags, dict) or not all(isinstance(value, str) for value in tags.values()):
            raise ValueError(text)
        return tags


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise ValueError(text)
    return int(text)


def _one_of(text: str, texts: Sequence[str]) -> str:
    if text not in texts:
        raise ValueError(text)
    return text


def _listed(values: Sequence[object]) -> str:
    *others, last = map(str, values)
    return f"{', '.join(others)} or {last}"
