"""The component's folder as a Pulumi package: its schema, its floats, its older Python."""

import ast
import json
import runpy
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from components.rest_api import args
from tests.running import oldest_python
from tests.unit.rest_api.building import api, api_args

FOLDER = Path(__file__).parents[3] / "components" / "rest_api"
TIMEOUT_SECONDS = 120
MODEL = "aws:apigateway/model:Model"


@pytest.fixture(scope="module", name="schema")
def _schema() -> dict[str, Any]:
    return json.loads(runpy.run_path(str(FOLDER / "__main__.py"))["provider"]().schema)


def test_three_inputs_are_required_and_each_has_its_sentence(schema: dict[str, Any]) -> None:
    api = schema["resources"]["stepfunctions:index:RestApi"]
    assert api["requiredInputs"] == ["allowedOrigins", "inputSchema", "stateMachineArn"]
    for resource in schema["resources"].values():
        for told in ("inputProperties", "properties"):
            assert all(it["description"] for it in resource[told].values())
    assert {"stageUrl", "roleArn", "logGroupName", "restApiId", "stageName"} <= api["properties"].keys()


def test_defaults_are_those_that_hold(schema: dict[str, Any]) -> None:
    told = {
        name: it["default"]
        for name, it in schema["resources"]["stepfunctions:index:RestApi"]["inputProperties"].items()
        if "default" in it
    }
    held = args.settings(api_args())
    assert told == {
        "caller": held.caller,
        "stop": held.stop,
        "open": held.open,
        "stageName": held.stage_name,
        "logRetentionDays": held.log_retention_days,
        "tracing": held.tracing,
    }


def test_whole_numbers_of_another_language_are_whole_again() -> None:
    floats = {"type": "object", "properties": {"text": {"type": "string", "maxLength": 7.0, "enum": [1.5]}}}
    built = api(input_schema=floats, log_retention_days=14.0, start_throttle={"rate": 0.5, "burst": 3.0})
    model = built.one(MODEL, "api-model")["schema"]
    assert '"maxLength": 7,' in model
    assert "1.5" in model
    limits = built.all("aws:apigateway/methodSettings:MethodSettings")["api-start-limits"]["settings"]
    assert (limits["throttlingRateLimit"], limits["throttlingBurstLimit"]) == (0.5, 3)


def test_its_modules_read_by_the_oldest_python_that_pulumi_has() -> None:
    for module in FOLDER.glob("*.py"):
        ast.parse(module.read_text(), feature_version=(3, 10))
        assert "from components" not in module.read_text()


# Of all that Pulumi needs, grpc alone is compiled for one Python: it isn't called while modules are imported.
IMPORTING = """
import sys, unittest.mock
for name in ("grpc", "grpc.aio", "grpc.experimental"):
    sys.modules[name] = unittest.mock.MagicMock(__version__="999.0.0")
sys.path += sys.argv[1:]
import stepfunctions_rest_api
print(stepfunctions_rest_api.RestApi.__module__, stepfunctions_rest_api.__version__)
"""


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The folder as a wheel, made without a network."""
    home = tmp_path_factory.mktemp("wheel")
    shutil.copytree(FOLDER, home / "folder", ignore=shutil.ignore_patterns("__pycache__", ".venv"))
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    command = [sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", home, home / "folder"]
    subprocess.run(command, check=True, timeout=TIMEOUT_SECONDS)
    [made] = home.glob("*.whl")
    return zipfile.ZipFile(made)


def test_a_wheel_of_the_folder_has_all_that_it_runs_by(wheel: zipfile.ZipFile) -> None:
    held = {name.removeprefix("stepfunctions_rest_api/"): wheel.read(name) for name in wheel.namelist()}
    ours = [*FOLDER.glob("*.py"), *FOLDER.glob("*.json"), *FOLDER.glob("templates/*")]
    assert {str(file.relative_to(FOLDER)): file.read_bytes() for file in ours}.items() <= held.items()


def test_the_wheel_is_imported_by_the_oldest_python_there_is(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    packages = sysconfig.get_path("purelib")
    command = [oldest_python(), "-c", IMPORTING, tmp_path, packages]
    told = subprocess.run(command, check=True, timeout=TIMEOUT_SECONDS, capture_output=True, text=True)
    assert told.stdout.split() == ["stepfunctions_rest_api.api", "0.1.0"]


def test_the_wheel_takes_the_versions_that_the_plugin_runs_with(wheel: zipfile.ZipFile) -> None:
    [metadata] = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    asked = message_from_bytes(wheel.read(metadata)).get_all("Requires-Dist", [])
    taken = {it.name: it.specifier for it in map(Requirement, asked)}
    pinned = {
        it.name: it.specifier for it in map(Requirement, (FOLDER / "requirements.txt").read_text().split())
    }
    assert taken.keys() == pinned.keys()
    for name in ("pulumi", "pulumi-aws"):
        [pin] = pinned[name]
        assert (pin.operator, taken[name].contains(pin.version)) == ("==", True)


def test_it_stays_small_and_knows_no_shop() -> None:
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.vtl")]
    texts = [file.read_text() for file in files]
    assert sum(text.count("\n") for text in texts) < 2000
    assert not [file for file, text in zip(files, texts, strict=True) if "pizza" in text.lower()]
