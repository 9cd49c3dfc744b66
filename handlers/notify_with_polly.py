"""NotifyWithPolly: speak the outcome and hand out a link to the recording."""

import functools
from datetime import UTC, datetime
from typing import Any

from botocore.config import Config
from botocore.handlers import add_expect_header

from handlers import log
from handlers.aws import AwsClient, at_start, connect
from handlers.environment import required
from handlers.errors import discreet
from handlers.recordings import Recordings
from handlers.voice import Voice


@discreet
def handle(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Take `{"orderId", "status", "name", "phrase"}`, answer the link to the recording. Raises AwsError (retried).

    phrase: what the name is followed by.
    """
    order_id = event["orderId"]
    if event["status"] == "UNKNOWN":  # before anything that may fail: an alarm counts these lines
        log.outcome(order_id, "payment unknown")
    _recordings().keep(order_id, _voice().say(event["name"], event["phrase"]))
    log.outcome(order_id, "outcome spoken")
    return _recordings().link(order_id, datetime.now(UTC))


@functools.cache
def _s3() -> AwsClient:
    # Links signed for the global host break at its redirect, and the page's security policy names the region's.
    # Source: boto3.amazonaws.com/v1/documentation/api/latest/guide/s3-presigned-urls.html
    regional = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    client = connect("s3", Config(signature_version="s3v4", s3=regional))
    # A recording is short: asking S3 first whether it may be sent only costs a way there and back.
    client.meta.events.unregister("before-call.s3", add_expect_header)
    return client


@functools.cache
def _recordings() -> Recordings:
    return Recordings(_s3(), required("AUDIO_BUCKET"))


@functools.cache
def _voice() -> Voice:
    return Voice(
        connect("polly"), _s3(), required("AUDIO_BUCKET"), required("VOICE_ID"), required("VOICE_ENGINE")
    )


at_start(_recordings, _voice)
