"""The deployer's credentials, made anew for each run, and the files of AWS's own form that tell them to its user.

Source: docs.aws.amazon.com/sdkref/latest/guide/file-format.html
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from local.errors import LocalRunError

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
OWNER_ONLY = 0o700


@dataclass(frozen=True)
class Credentials:
    """Who calls. token: of a role's session."""

    access_key: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def new(cls) -> "Credentials":
        """Return a key that nobody knows yet."""
        return cls("AKIA" + "".join(secrets.choice(LETTERS) for _ in range(16)), secrets.token_urlsafe(30))


@dataclass(frozen=True)
class AwsFiles:
    """`aws/credentials` and `aws/config` in a run's folder; nobody else of the machine can read them at any moment."""

    run: Path

    @property
    def directory(self) -> Path:
        return self.run / "aws"

    @property
    def credentials(self) -> Path:
        return self.directory / "credentials"

    @property
    def config(self) -> Path:
        return self.directory / "config"

    def write(self, credentials: Credentials, endpoint: str, region: str) -> None:
        """Write both for the profile `default`; LocalRunError where the folder is somebody else's."""
        try:
            self.directory.mkdir(OWNER_ONLY, parents=True, exist_ok=True)
            self.directory.chmod(OWNER_ONLY)
            self.remove()
            _write(self.config, region=region, endpoint_url=endpoint)
            keys = {
                "aws_access_key_id": credentials.access_key,
                "aws_secret_access_key": credentials.secret_key,
            }
            _write(self.credentials, **keys)
        except OSError as error:
            raise LocalRunError(f"credentials can't be kept in {self.directory}: {error.strerror}") from error

    def remove(self) -> None:
        """Remove them; there may be none."""
        for file in (self.credentials, self.config):
            file.unlink(missing_ok=True)


def _write(file: Path, **settings: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # never one that is there already
    with os.fdopen(descriptor, "w") as opened:
        opened.writelines(["[default]\n", *(f"{name} = {value}\n" for name, value in settings.items())])
