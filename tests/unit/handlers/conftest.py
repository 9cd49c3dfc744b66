"""The functions' AWS clients, answered by botocore's own Stubber, which refuses calls that AWS wouldn't understand."""

from collections.abc import Iterator, Mapping

import boto3
import botocore.session
import pytest
from botocore.stub import Stubber

from handlers import notify_with_polly, place_order, process_payment
from handlers.aws import AwsClient

ENVIRONMENT = {
    "ORDERS_TABLE": "orders",
    "ORDER_RETENTION_DAYS": "90",
    "PAYMENT_KEY_IDS": "arn:aws:kms:us-east-2:123456789012:key/current,arn:aws:kms:us-east-2:123456789012:key/old",
    "NAMES_TABLE": "names",
    "AUDIO_BUCKET": "audio",
    "VOICE_ID": "Kimberly",
    "VOICE_ENGINE": "standard",
}
_CACHES = (
    place_order._orders,
    process_payment._kms,
    notify_with_polly._s3,
    notify_with_polly._recordings,
    notify_with_polly._voice,
)


@pytest.fixture(scope="session")
def aws_clients() -> Mapping[str, AwsClient]:
    key = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    services = ("dynamodb", "kms", "polly", "s3")
    return {service: boto3.client(service, region_name="us-east-2", **key) for service in services}  # pyright: ignore[reportCallIssue, reportArgumentType]


@pytest.fixture
def aws(
    aws_clients: Mapping[str, AwsClient], monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Stubber]]:
    """Yield a Stubber per service. The functions under test find its client; every answer must have been asked for."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    stubbers = {service: Stubber(client) for service, client in aws_clients.items()}
    monkeypatch.setattr(
        botocore.session.Session, "create_client", lambda _, service, **__: aws_clients[service]
    )
    for cache in _CACHES:
        cache.cache_clear()
    for stubber in stubbers.values():
        stubber.activate()
    yield stubbers
    for stubber in stubbers.values():
        stubber.assert_no_pending_responses()
        stubber.deactivate()
    for cache in _CACHES:
        cache.cache_clear()
