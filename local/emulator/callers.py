"""Pages of other sites can't make a visitor's browser speak to the emulator.

Its access key is known to everyone, and whoever may call it may run code on this machine, as a function. LocalEmu
refuses requests whose Origin or Referer isn't local. A page can leave both out: an image whose address is a call signed
in the query needs neither, and a page whose host name was made to point to this machine counts as the same origin.
Browsers say who asks by Sec-Fetch-Site, and whom they mean by Host; pages can change neither.
Sources: www.w3.org/TR/fetch-metadata/, developer.mozilla.org/en-US/docs/Glossary/Forbidden_request_header
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from local.emulator.when_imported import when_imported

# Names that nobody else can point to this machine; AWS's own are how clients call a bucket or an API by its host.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1", "amazonaws.com")


def install() -> None:
    """Refuse them where LocalEmu refuses foreign origins."""
    when_imported("localemu.aws.handlers.cors", _refuse_other_sites)


def is_local(host: str) -> bool:
    """Return whether a Host header names this machine, or AWS; an unreadable one doesn't."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in LOCAL_HOSTS or name.endswith(tuple(f".{known}" for known in LOCAL_HOSTS))


def _refuse_other_sites(cors: Any) -> None:
    has_local_origin = cors.CorsEnforcer.is_cors_origin_allowed

    def is_allowed(headers: Mapping[str, str]) -> bool:
        if headers.get("Sec-Fetch-Site") == "cross-site" or not is_local(headers.get("Host", "")):
            return False
        return has_local_origin(headers)

    cors.CorsEnforcer.is_cors_origin_allowed = staticmethod(is_allowed)
