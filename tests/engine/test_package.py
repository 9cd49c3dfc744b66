"""The component's folder as a package: the examples, deployed by the real engine on the emulator."""

import json
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from local.provider import Aws
from tests.engine import stack as stacks
from tests.engine.stack import Stack
from tests.running import ROOT, oldest_python
from tests.system.asking import Api

TIMEOUT_SECONDS = 300
INPUT = {"text": "seven!!"}


def example(language: str, emulator: Aws, home: Path) -> Stack:
    """Return a stack of an example, in a copy beside the component's folder."""
    host = f"pulumi-language-{'nodejs' if language == 'typescript' else language}"
    if shutil.which(host) is None:
        pytest.skip(f"{host} is not on the PATH: www.pulumi.com/docs/install/")
    made = stacks.make("local", home, emulator)
    root = home / "copy"
    ignored = shutil.ignore_patterns("__pycache__", ".venv", "node_modules", "sdks")
    for room in ("components/rest_api", f"examples/{language}"):
        shutil.copytree(ROOT / room, root / room, ignore=ignored)
    npm = json.loads((ROOT / "examples" / "typescript" / "package.json").read_text())["dependencies"]
    for number in {version("pulumi-aws"), npm["@pulumi/aws"]}:
        plugin = home / "home" / "plugins" / f"resource-aws-v{number}"
        plugin.mkdir(parents=True)
        (plugin / "pulumi-resource-aws").symlink_to(
            ROOT / "tests" / "engine" / "plugin" / "pulumi-resource-aws"
        )
    environment = {**made.environment, "PULUMI_PYTHON_CMD": oldest_python()}
    stack = Stack("local", root / "examples" / language, environment, made.aws)
    (stack.project / "Pulumi.local.yaml").write_text("config: {aws:region: us-east-2}\n")
    return stack


@pytest.mark.parametrize("language", ["python", "typescript", "yaml"])
def test_the_example_starts_and_describes_an_execution(emulator: Aws, tmp_path: Path, language: str) -> None:
    stack = example(language, emulator, tmp_path)
    stack.pulumi("stack", "init")
    installing = ["pulumi", "install", "--non-interactive"]
    subprocess.run(installing, cwd=stack.project, env=stack.environment, check=True, timeout=TIMEOUT_SECONDS)
    stack.up()
    api = Api(stack.outputs()["stageUrl"], "https://example.org")
    started = api.start({"input": INPUT})
    assert started.status == 200, started.text
    assert api.describe(started.body["executionArn"]).body["status"] in ("RUNNING", "SUCCEEDED")
    assert api.start({"input": {"text": "more than seven"}}).code == "InvalidRequestBody"
