"""A wrong setting under the real Pulumi engine: a sentence, and nothing is made. No emulator is needed for that."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from local.provider import without_aws
from tests.plan.program import ROOT, copy_project

TIMEOUT_SECONDS = 60


@pytest.fixture(scope="module")
def pulumi(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return what runs the CLI in a copy of the project with a stack `dev`."""
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    home = tmp_path_factory.mktemp("pulumi")
    project = copy_project(home / "project")
    (project / ".venv").symlink_to(sys.prefix)
    (home / "state").mkdir()
    paths = [str(ROOT / "local" / "plugins"), str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = {
        **without_aws(os.environ),
        "PATH": os.pathsep.join(paths),
        "PULUMI_BACKEND_URL": (home / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = ["pulumi", *arguments, "--non-interactive"]
        return subprocess.run(
            command,
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )

    run("stack", "init", "dev").check_returncode()
    return run


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("gopizza:throttleRate", "0", "gopizza:throttleRate must be a whole number from 1 to 10000, got 0"),
        ("aws:accessKey", "AKIAIOSFODNN7EXAMPLE", "aws:accessKey would be ignored, the program passes on"),
    ],
)
def test_a_wrong_setting_is_a_sentence_without_a_traceback(
    pulumi: Callable[..., "subprocess.CompletedProcess[str]"], key: str, value: str, sentence: str
) -> None:
    pulumi("config", "set", key, value, "--stack", "dev").check_returncode()
    ended = pulumi("preview", "--stack", "dev")
    pulumi("config", "rm", key, "--stack", "dev").check_returncode()
    told = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert f"error: Pulumi.dev.yaml: {sentence}" in told
    assert "Traceback" not in told


def test_a_secret_that_is_wrong_is_not_shown(
    pulumi: Callable[..., "subprocess.CompletedProcess[str]"],
) -> None:
    pulumi("config", "set", "--secret", "gopizza:voiceId", "hush", "--stack", "dev").check_returncode()
    ended = pulumi("preview", "--stack", "dev")
    pulumi("config", "rm", "gopizza:voiceId", "--stack", "dev").check_returncode()
    told = ended.stdout + ended.stderr
    assert "Pulumi.dev.yaml: gopizza:voiceId must be one of " in told
    assert "got a secret" in told
    assert "hush" not in told
