"""The emulator for the stand-in provider: boto3 clients of one endpoint and region."""

import functools
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from local.credentials import Credentials
from local.provider.errors import ProviderError

CONFIG = Config(
    proxies={},  # none: the endpoint is on this machine
    connect_timeout=5,
    read_timeout=60,
    max_pool_connections=32,
    retries={"total_max_attempts": 3, "mode": "standard"},
    s3={"addressing_style": "path"},
)
MAKING = threading.Lock()
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Aws:
    """Clients of an emulator.

    endpoint: the emulator's URL; only loopback is accepted, so that the stand-in never touches a real account.
    region: of every client. credentials: by default those that AWS's own tools would use.
    """

    endpoint: str
    region: str
    credentials: Credentials | None = None

    def __post_init__(self) -> None:
        if urlsplit(self.endpoint).hostname not in LOOPBACK:
            raise ProviderError(f"the stand-in provider calls loopback addresses only, not {self.endpoint!r}")

    def client(self, service: str) -> Any:
        """Return the client of a service, which is made once, since that is slow and not thread-safe."""
        with MAKING:
            return self._client(service)

    @functools.cache  # noqa: B019 a process has few emulators
    def _client(self, service: str) -> Any:
        return self._session.client(
            service, region_name=self.region, endpoint_url=self.endpoint, config=CONFIG
        )

    def at(self, region: str | None) -> "Aws":
        """Return the same emulator in another region; itself if `region` is empty."""
        return replace(self, region=region) if region else self

    @functools.cached_property
    def _session(self) -> boto3.Session:
        who = self.credentials
        return boto3.Session(who.access_key, who.secret_key, who.token) if who else boto3.Session()

    def environment(self) -> dict[str, str]:
        """Return the variables with which any boto3 calls the emulator.

        And nothing else, in an environment without other AWS variables: see `without_aws`.

        Source: docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
        """
        who = self._session.get_credentials()
        session = {"AWS_SESSION_TOKEN": who.token} if who.token else {}
        return session | {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": who.access_key,
            "AWS_SECRET_ACCESS_KEY": who.secret_key,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }

    @functools.cached_property
    def account(self) -> str:
        """The account's number, twelve digits."""
        return self.client("sts").get_caller_identity()["Account"]

    @property
    def stages(self) -> str:
        """The URL of stages on the emulator; on AWS it is https://{id}.execute-api.{region}.amazonaws.com/{stage}."""
        return f"http://localhost:{urlsplit(self.endpoint).port}/_aws/execute-api"


def use_only(variables: dict[str, str]) -> None:
    """Set these variables, and no others of AWS's, for this process and those that it starts."""
    mine = without_aws(os.environ) | variables
    os.environ.clear()
    os.environ.update(mine)


def without_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without AWS's variables, such as a profile, a session or an endpoint."""
    return {name: value for name, value in environment.items() if not name.startswith("AWS_")}
