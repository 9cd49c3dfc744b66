"""The shop that runs in another terminal, found by its files."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from local import machine
from local.credentials import AwsFiles
from local.errors import LocalRunError
from local.outputs import outputs_file
from local.provider import use_only


@dataclass(frozen=True)
class RunningShop:
    """directory: the run's folder. LocalRunError if no shop is running."""

    directory: Path

    @property
    def runs(self) -> bool:
        """Whether everything answers."""
        return outputs_file(self.directory).exists()

    @cached_property
    def outputs(self) -> dict[str, Any]:
        """The stack's outputs."""
        try:
            return json.loads(outputs_file(self.directory).read_text())
        except FileNotFoundError as error:
            raise LocalRunError(
                f"no shop is running in {self.directory}: start one with `make local` in another terminal"
            ) from error

    @cached_property
    def session(self) -> boto3.Session:
        """A session with the run's credentials, region and endpoint, not those of the environment."""
        self.outputs  # noqa: B018 raises if no shop is running
        machine.without_proxies()
        files = AwsFiles(self.directory)
        named = {"AWS_CONFIG_FILE": files.config, "AWS_SHARED_CREDENTIALS_FILE": files.credentials}
        use_only({name: str(file) for name, file in named.items()})
        return boto3.Session()
