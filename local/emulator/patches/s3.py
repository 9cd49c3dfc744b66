"""Buckets are on disk in the run's folder; websites send an object's Cache-Control.

LocalEmu keeps buckets in one folder of the machine, /tmp/localemu-s3-storage, whoever runs it and wherever its data is.
On AWS a website sends an object's metadata, including Cache-Control. LocalEmu sends only its type and ETag.
Source: docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.emulator.when_imported import instead_of, when_imported


@when_imported("localemu.services.s3.provider")
def keep_inside(s3: Any) -> None:
    """Keep buckets in this run's own folder for what is temporary."""
    s3.DEFAULT_S3_TMP_DIR = str(Path(tempfile.gettempdir()) / "buckets")


@instead_of(
    "localemu.services.s3.website_hosting", "S3WebsiteHostingHandler._get_response_headers_from_object"
)
def tell_how_long_to_keep(headers: Any, found: Mapping[str, Any]) -> dict[str, str]:
    return headers(found) | ({"Cache-Control": found["CacheControl"]} if found.get("CacheControl") else {})
