"""What the emulator is started with."""

import os
from pathlib import Path

import pytest

from local.credentials import Credentials
from local.emulator import launch
from local.emulator.launch import Launch

WHO = Credentials.new()


def test_the_emulator_knows_nothing_of_the_machines_aws_and_docker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "AWS_PROFILE",
        "AWS_ACCESS_KEY_ID",
        "AWS_ENDPOINT_URL",
        "DOCKER_HOST",
        "LAMBDA_DOCKER_FLAGS",
    ):
        monkeypatch.setenv(name, "of this machine")
    _, environment = launch.command(Path("python"), Launch(4566, tmp_path, WHO))
    assert "of this machine" not in environment.values()
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert environment["AWS_EC2_METADATA_DISABLED"] == "true"
    assert not Path(environment["DOCKER_HOST"].removeprefix("unix://")).exists()


def test_the_emulator_listens_on_loopback_and_enforces_iam(tmp_path: Path) -> None:
    command, environment = launch.command(Path("python"), Launch(4567, tmp_path, WHO))
    assert command == ["python", "-m", "local.emulator"], "no secret among what each list of processes shows"
    assert environment["GATEWAY_LISTEN"] == "127.0.0.1:4567"
    assert (environment["IAM_ENFORCEMENT"], environment["ROOT_ACCESS_KEYS"]) == ("1", WHO.access_key)
