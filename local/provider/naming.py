"""Physical names: the logical name and seven random hexadecimal digits, as Pulumi's providers make them."""

import secrets

SUFFIX_DIGITS = 7


def auto_name(logical_name: str, limit: int) -> str:
    """Return `{logical_name}-{7 hex}`, the logical name cut so that the whole has at most `limit` characters.

    Source: www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
    """
    digits = secrets.token_hex(4)[:SUFFIX_DIGITS]
    return f"{logical_name[: limit - SUFFIX_DIGITS - 1]}-{digits}"
