"""How AWS says that something is gone."""

from botocore.exceptions import ClientError

from local.provider import ProviderError

ABSENT_SUFFIXES = ("NotFound", "NotFoundException", "DoesNotExist", "NonexistentItemException", "404")


class AbsentError(ProviderError):
    """A resource that is gone, where AWS's answer is an empty list rather than an error."""


def is_absent(error: BaseException) -> bool:
    """Return whether an answer says that the thing asked for isn't there."""
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        return code.endswith(ABSENT_SUFFIXES) or code.startswith("NoSuch")
    return isinstance(error, AbsentError)
