"""What can go wrong in the stand-in provider, each with one sentence that says what to do."""

from botocore.exceptions import ClientError

ABSENT_SUFFIXES = ("NotFound", "NotFoundException", "DoesNotExist", "NonexistentItemException", "404")


class ProviderError(Exception):
    """A resource or invoke that the stand-in provider refuses or that the emulator refused."""


class AbsentError(ProviderError):
    """A resource that is gone, where AWS's answer is an empty list rather than an error."""


def is_absent(error: BaseException) -> bool:
    """Return whether an answer says that the thing asked for isn't there."""
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        return code.endswith(ABSENT_SUFFIXES) or code.startswith("NoSuch")
    return isinstance(error, AbsentError)
