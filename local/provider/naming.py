"""Physical names: the logical name and seven random hexadecimal digits, or what the configured pattern makes.

Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
"""

import re
import secrets

from local.provider.errors import ProviderError

SUFFIX_DIGITS = 7
RANDOM = re.compile(r"\$\{hex\((\d+)\)\}")


def auto_name(logical_name: str, limit: int, proposed: str = "") -> str:
    """Return the proposed name, or else `{logical_name}-{7 hex}`; ProviderError for one longer than `limit`.

    Source: github.com/pulumi/pulumi-terraform-bridge, pkg/tfbridge/names.go
    """
    if len(proposed) > limit:
        raise ProviderError(f"calculated name '{proposed}' exceeds maximum length of {limit}")
    prefix = f"{logical_name}-"
    if not proposed and len(prefix) + SUFFIX_DIGITS > limit:
        raise ProviderError(
            f"name '{prefix}' plus {SUFFIX_DIGITS} random chars is longer than maximum length {limit}"
        )
    return proposed or prefix + _digits(SUFFIX_DIGITS)


def patterned_name(pattern: str, project: str, stack: str, logical_name: str) -> str:
    """Return what the engine proposes under `pulumi:autonaming`, of the expressions that Pulumi.yaml uses."""
    names = {"project": project, "stack": stack, "name": logical_name}
    filled = re.sub(r"\$\{(project|stack|name)\}", lambda match: names[match[1]], pattern)
    return RANDOM.sub(lambda match: _digits(int(match[1])), filled)


def _digits(count: int) -> str:
    return secrets.token_hex(count)[:count]
