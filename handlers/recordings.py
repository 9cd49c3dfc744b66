"""The private bucket's recordings, one per order, and the links by which a customer may hear one."""

from datetime import datetime, timedelta

from handlers.aws import AwsClient, aws_errors
from handlers.log import reference
from handlers.voice import CONTENT_TYPE

LINK_LIFETIME = timedelta(minutes=15)


class Recordings:
    """s3: a client that signs with version 4 and for the bucket's regional host."""

    def __init__(self, s3: AwsClient, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def keep(self, order_id: str, mp3: bytes) -> None:
        """Store an order's recording. Raises AwsError."""
        with aws_errors("s3:PutObject"):
            self._s3.put_object(Bucket=self._bucket, Key=_key(order_id), Body=mp3, ContentType=CONTENT_TYPE)

    def link(self, order_id: str, now: datetime) -> dict[str, str]:
        """Return `{"url", "contentType", "expiresAt"}` for an order's recording; the time in UTC, ISO 8601.

        The link lives 15 minutes, less if the credentials that signed it die before.
        Source: docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
        """
        with aws_errors("s3:GetObject"):
            url = self._s3.generate_presigned_url(
                "get_object",
                Params={"Bucket": self._bucket, "Key": _key(order_id)},
                ExpiresIn=int(LINK_LIFETIME.total_seconds()),
            )
        return {
            "url": url,
            "contentType": CONTENT_TYPE,
            "expiresAt": (now + LINK_LIFETIME).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def _key(order_id: str) -> str:
    return f"orders/{reference(order_id)}.mp3"
