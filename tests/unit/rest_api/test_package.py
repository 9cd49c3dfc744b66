"""The component's folder as a Pulumi package: its schema, its floats, its older Python."""

import json
import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest

from components.rest_api import args
from tests.unit.rest_api.building import api, api_args

FOLDER = Path(__file__).parents[3] / "components" / "rest_api"
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
        compile_as_3_10 = "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 10))"
        subprocess.run(["python3", "-c", compile_as_3_10], input=module.read_text(), text=True, check=True)
        assert "from components" not in module.read_text()


def test_it_stays_small_and_knows_no_shop() -> None:
    files = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.vtl")]
    texts = [file.read_text() for file in files]
    assert sum(text.count("\n") for text in texts) < 2000
    assert not [file for file, text in zip(files, texts, strict=True) if "pizza" in text.lower()]
