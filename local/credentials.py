"""The deployer's credentials, new for each run, and the files with them in AWS's format.

Source: docs.aws.amazon.com/sdkref/latest/guide/file-format.html
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from local.errors import LocalRunError
from local.folder import OWNER_ONLY

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@dataclass(frozen=True)
class Credentials:
    """An access key. token: the session token, for the session of a role."""

    access_key: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def new(cls) -> "Credentials":
        """Return a random access key."""
        return cls("AKIA" + "".join(secrets.choice(LETTERS) for _ in range(16)), secrets.token_urlsafe(30))


@dataclass(frozen=True)
class AwsFiles:
    """`aws/credentials` and `aws/config` in a run's folder, which no other user can read at any moment."""

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
        """Write both for the profile `default`; LocalRunError if the folder belongs to somebody else."""
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
            raise LocalRunError(
                f"credentials cannot be written to {self.directory} ({error.strerror}): "
                "choose another folder with --directory"
            ) from error

    def remove(self) -> None:
        """Remove them if they exist."""
        for file in (self.credentials, self.config):
            file.unlink(missing_ok=True)


def _write(file: Path, **settings: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # never an existing file
    with os.fdopen(descriptor, "w") as opened:
        opened.writelines(["[default]\n", *(f"{name} = {value}\n" for name, value in settings.items())])
