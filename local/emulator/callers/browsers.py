"""What a browser says about who asks, and whom.

A page can change neither Host nor Origin nor what begins with Sec-Fetch. Browsers before 2023 send no Sec-Fetch
headers, and no browser sends them to a name that isn't this machine's: the first are known by their name, the others
stopped by Host. A link that the user opened says `Sec-Fetch-Site: none`, wherever it redirects to.
Sources: www.w3.org/TR/fetch-metadata/, developer.mozilla.org/en-US/docs/Glossary/Forbidden_request_header
"""

import re
from dataclasses import dataclass

from local.emulator.callers.call import Call

# Names that nobody else can point to this machine. AWS's own aren't needed: boto3 sends the name that it connects to.
LOOPBACK = re.compile(
    r"(?:(?:[a-z0-9_-]+\.)*localhost\.?|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE
)
OF_BROWSERS = ("sec-", "access-control-request-")
OF_PAGES = {"origin", "referer"}
RECORDING = re.compile(r"/[a-z0-9.-]+/[^/].*")


def is_loopback(call: Call) -> bool:
    """Return whether a call is for a loopback name, and came straight here: no proxy says that it passed it on."""
    forwarded = {"forwarded", "x-forwarded-host"} & call.names
    return call.target.startswith("/") and not forwarded and bool(LOOPBACK.fullmatch(call.one("host") or ""))


@dataclass(frozen=True)
class Browsers:
    """page: the origin of the shop's page; None where no page is served."""

    page: str | None

    def may_ask(self, call: Call) -> bool:
        """Return whether no browser asks, or the page does, or its audio element."""
        if "origin" in call.names:
            return self.page is not None and call.one("origin") == self.page
        return not _is_from_a_browser(call) or _is_for_a_recording(call)


def _is_from_a_browser(call: Call) -> bool:
    told = any(name in OF_PAGES or name.startswith(OF_BROWSERS) for name in call.names)
    return told or (call.one("user-agent") or "").startswith("Mozilla/")


def _is_for_a_recording(call: Call) -> bool:
    """Return whether a player asks for one object by a presigned URL; players of old browsers tell no destination."""
    plays = call.one("sec-fetch-dest") == "audio" or not any(
        name.startswith("sec-fetch") for name in call.names
    )
    presigned = "X-Amz-Signature" in call.parameters and all(
        it.startswith("X-Amz-") for it in call.parameters
    )
    scope = "/".join(call.parameters.get("X-Amz-Credential", [])).split("/")
    asks = call.method in {"GET", "HEAD"} and presigned and scope[-2:] == ["s3", "aws4_request"]
    return plays and asks and bool(RECORDING.fullmatch(call.path))
