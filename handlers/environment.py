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
