"""S3 websites: what is said of an object."""

from tests.system.workarounds.importing import imported


def cache_control_is_not_sent() -> bool:
    handler = imported("localemu.services.s3.website_hosting").S3WebsiteHostingHandler
    return "Cache-Control" not in handler._get_response_headers_from_object({"CacheControl": "no-cache"})
