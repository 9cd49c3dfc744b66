"""Tags: Pulumi has one mapping, each AWS service its own spelling."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TagStyle:
    """How a service takes tags: a parameter with a mapping, or with a list of pairs under two names."""

    parameter: str
    key: str | None = None
    value: str | None = None
    resource: str = "ResourceArn"
    """The parameter that names what is tagged, of TagResource and UntagResource."""

    def request(self, tags: dict[str, str]) -> dict[str, Any]:
        """Return the parameter that carries these tags."""
        if self.key is None or self.value is None:
            return {self.parameter: dict(tags)}
        return {self.parameter: [{self.key: name, self.value: text} for name, text in tags.items()]}
