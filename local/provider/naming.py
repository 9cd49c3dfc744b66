"""Physical names: the logical name and seven random hexadecimal digits, or by the configured pattern.

Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
"""

import re
import secrets
from dataclasses import dataclass

from local.provider.errors import ProviderError

SUFFIX_DIGITS = 7
RANDOM = re.compile(r"\$\{hex\((\d+)\)\}")


@dataclass(frozen=True)
class AutoName:
    """How a physical name is generated if none is given. plain: the logical name only, without random digits."""

    property: str
    longest: int = 255
    lower: bool = False
    prefix: str = ""
    plain: bool = False

    def made(self, logical_name: str, proposed: str = "") -> str:
        """Return the proposed name, or else `{logical_name}-{7 hex}`; ProviderError if it is too long.

        proposed: the name by the project's naming pattern.
        Source: github.com/pulumi/pulumi-terraform-bridge, pkg/tfbridge/names.go
        """
        if self.plain:
            return logical_name
        if len(proposed) > self.longest:
            raise ProviderError(f"calculated name '{proposed}' exceeds maximum length of {self.longest}")
        beginning = f"{logical_name.lower() if self.lower else logical_name}-"
        if not proposed and len(beginning) + SUFFIX_DIGITS > self.longest:
            raise ProviderError(
                f"name '{beginning}' plus {SUFFIX_DIGITS} random chars is longer than maximum length {self.longest}"
            )
        name = proposed or beginning + _digits(SUFFIX_DIGITS)
        return name if name.startswith(self.prefix) else self.prefix + name


def patterned_name(pattern: str, project: str, stack: str, logical_name: str) -> str:
    """Return the engine's proposal by `pulumi:autonaming`, for the expressions that Pulumi.yaml uses."""
    names = {"project": project, "stack": stack, "name": logical_name}
    filled = re.sub(r"\$\{(project|stack|name)\}", lambda match: names[match[1]], pattern)
    return RANDOM.sub(lambda match: _digits(int(match[1])), filled)


def _digits(count: int) -> str:
    return secrets.token_hex(count)[:count]
