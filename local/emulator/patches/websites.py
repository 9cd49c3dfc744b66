"""What S3's website endpoint says of an object.

On AWS it sends the object's metadata, Cache-Control among it. LocalEmu sends its type and tag alone.
Source: docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

WEBSITES = "localemu.services.s3.website_hosting"


def install() -> None:
    """Send how long an object may be kept."""
    when_imported(WEBSITES, _mend)


def _mend(websites: Any) -> None:
    handler = websites.S3WebsiteHostingHandler
    told = handler._get_response_headers_from_object

    def with_cache_control(found: Mapping[str, Any]) -> dict[str, str]:
        kept = {"Cache-Control": found["CacheControl"]} if found.get("CacheControl") else {}
        return {**told(found), **kept}

    handler._get_response_headers_from_object = staticmethod(with_cache_control)
