"""What the deployment tells a function, read when first needed and never at import."""

import os

from handlers.errors import TellableError


class MisconfiguredError(TellableError):
    """The function lacks a setting; the message names the environment variable."""


def required(name: str) -> str:
    """Return the environment variable `name`; raises MisconfiguredError if it is missing or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise MisconfiguredError(f"environment variable {name} is not set")
    return value


def required_count(name: str) -> int:
    """Return the environment variable `name` as a whole number above 0; raises MisconfiguredError."""
    value = required(name)
    if not value.isdecimal() or int(value) < 1:
        raise MisconfiguredError(f"environment variable {name} is not a whole number above 0")
    return int(value)
