"""Physical names: the logical name and seven random hexadecimal digits, or what the configured pattern makes.

Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
"""

import re
import secrets

SUFFIX_DIGITS = 7
RANDOM = re.compile(r"\$\{hex\((\d+)\)\}")


def auto_name(logical_name: str, limit: int) -> str:
    """Return `{logical_name}-{7 hex}`, the logical name cut so that the whole has at most `limit` characters."""
    return f"{logical_name[: limit - SUFFIX_DIGITS - 1]}-{_digits(SUFFIX_DIGITS)}"


def patterned_name(pattern: str, project: str, stack: str, logical_name: str) -> str:
    """Return what the engine proposes under `pulumi:autonaming`, of the expressions that Pulumi.yaml uses."""
    names = {"project": project, "stack": stack, "name": logical_name}
    filled = re.sub(r"\$\{(project|stack|name)\}", lambda match: names[match[1]], pattern)
    return RANDOM.sub(lambda match: _digits(int(match[1])), filled)


def _digits(count: int) -> str:
    return secrets.token_hex(count)[:count]
