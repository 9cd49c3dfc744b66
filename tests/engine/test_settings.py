"""A wrong setting under the real Pulumi engine: a sentence, and nothing is made. No emulator is needed for that."""

import shutil

import pytest

from components.project import NAME
from local.credentials import Credentials
from local.provider import Aws
from tests.engine import stack as stacks
from tests.engine.stack import Stack

NOWHERE = Aws("http://127.0.0.1:9", "us-east-2", Credentials.new())


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Stack:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    return stacks.make("dev", tmp_path_factory.mktemp("settings"), NOWHERE)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        (f"{NAME}:throttleRate", "0", f"{NAME}:throttleRate must be a whole number from 1 to 10000, got 0"),
        ("aws:accessKey", "AKIAIOSFODNN7EXAMPLE", "aws:accessKey would be ignored: the program passes only"),
    ],
)
def test_a_wrong_setting_is_a_sentence_without_a_traceback(
    dev: Stack, key: str, value: str, sentence: str
) -> None:
    told = refusal(dev, key, value)
    assert f"error: Pulumi.dev.yaml: {sentence}" in told
    assert "Traceback" not in told


def test_a_secret_that_is_wrong_is_not_shown(dev: Stack) -> None:
    told = refusal(dev, "--secret", f"{NAME}:voiceId", "hush")
    assert f"Pulumi.dev.yaml: {NAME}:voiceId must be one of " in told
    assert "got a secret" in told
    assert "hush" not in told


def refusal(dev: Stack, *setting: str) -> str:
    """Return what a preview with this setting says, which must fail."""
    file = dev.path("Pulumi.dev.yaml")
    before = file.read_text()
    dev.pulumi("config", "set", *setting)
    ended = dev.run("preview")
    file.write_text(before)
    assert ended.code != 0
    return ended.output + ended.diagnostics
