"""One function per state: its archive, its role, its rights, its log."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.orders.functions import MODULES
from components.project import NAME
from tests.graph import of_type
from tests.unit.orders.program import OLD_KEY, resources, statements

FUNCTION = "aws:lambda/function:Function"
OBJECTS = "arn:aws:s3:::orders-audio"
TABLE = "arn:aws:dynamodb:us-east-2:123456789012:table/orders-table"
KEY = "arn:aws:kms:us-east-2:123456789012:key/orders-payment-key"
# Beyond its log and its trace.
RIGHTS: dict[str, list[tuple[Any, Any]]] = {
    "place_order": [("dynamodb:UpdateItem", TABLE), ("dynamodb:UpdateItem", f"{TABLE}-names")],
    "process_payment": [("kms:Decrypt", [KEY])],
    "notify_with_polly": [
        (["s3:GetObject", "s3:PutObject"], [f"{OBJECTS}/orders/*", f"{OBJECTS}/phrases/*"]),
        ("polly:SynthesizeSpeech", "*"),
    ],
}


def functions(**settings: Any) -> dict[str, dict[str, Any]]:
    """Return each function's inputs by its handler's module."""
    made = of_type(resources(**settings), FUNCTION)
    return {function.inputs["handler"].split(".")[1]: function.inputs for function in made}


def test_there_is_one_function_per_task_of_the_workflow() -> None:
    assert sorted(functions()) == sorted(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_an_archive_alone_can_be_imported_and_has_no_more_than_that(module: str, tmp_path: Path) -> None:
    code = functions()[module]["code"]
    assert isinstance(code, pulumi.AssetArchive)
    for name, asset in code.assets.items():
        assert isinstance(asset, pulumi.FileAsset)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(str(asset.path), tmp_path / name)
    program = f"import handlers.{module}, sys; print(*(m for m in sys.modules if m.startswith('handlers.')))"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    imported = {f"{name.replace('.', '/')}.py" for name in run.stdout.split()} | {"handlers/__init__.py"}
    assert {name for name in code.assets if name.endswith(".py")} == imported


@pytest.mark.parametrize("module", MODULES)
def test_a_function_may_do_its_task_and_write_its_log_and_nothing_else(module: str) -> None:
    name = f"orders-{module.replace('_', '-')}"
    granted = statements(f"{name}-rights", tracing=False)
    log = (
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        f"arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/{NAME}-test-{name}:*",
    )
    assert all(statement["Effect"] == "Allow" for statement in granted)
    assert [(statement["Action"], statement["Resource"]) for statement in granted] == [
        *RIGHTS.get(module, []),
        log,
    ]


def test_only_the_payment_function_can_decrypt_and_only_with_the_cards_padding() -> None:
    decrypt = statements("orders-process-payment-rights", tracing=False)[0]
    assert decrypt["Condition"] == {"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}}
    others = [module for module in MODULES if module != "process_payment"]
    for module in others:
        assert "kms" not in json.dumps(statements(f"orders-{module.replace('_', '-')}-rights"))


def attributes(granted: list[dict[str, Any]], table: str) -> set[str]:
    """Return the attributes of a table that these statements let be updated."""
    (update,) = [it for it in granted if it["Action"] == "dynamodb:UpdateItem" and it["Resource"] == table]
    assert update["Condition"].keys() == {"ForAllValues:StringEquals", "StringEqualsIfExists"}
    assert "ALL_OLD" not in str(update["Condition"])
    return set(update["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"])


def test_who_places_orders_cannot_settle_them_and_who_settles_writes_nothing_else() -> None:
    placing = attributes(statements("orders-place-order-rights"), TABLE)
    settling = attributes(statements("orders-workflow-rights"), TABLE)
    assert settling == {"orderId", "status", "settledAt"}
    assert placing & settling == {"orderId"}
    assert attributes(statements("orders-place-order-rights"), f"{TABLE}-names") == {"name", "execution"}


def test_a_previous_key_may_be_used_too() -> None:
    decrypt = statements("orders-process-payment-rights", previous_payment_key_arns=(OLD_KEY,))[0]
    assert decrypt["Resource"] == [KEY, OLD_KEY]


def test_every_function_has_a_role_of_its_own() -> None:
    roles = {function["role"] for function in functions().values()}
    assert len(roles) == len(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_functions_log_json_into_groups_that_forget(module: str) -> None:
    groups = {group.inputs["name"] for group in of_type(resources(), "aws:cloudwatch/logGroup:LogGroup")}
    logging = functions()[module]["loggingConfig"]
    assert logging["logFormat"] == "JSON"
    assert logging["logGroup"] in groups
    assert logging["logGroup"] == f"/aws/lambda/{NAME}-test-orders-{module.replace('_', '-')}"
    assert all(
        group.inputs["retentionInDays"] == 14
        for group in of_type(resources(), "aws:cloudwatch/logGroup:LogGroup")
    )


@pytest.mark.parametrize("module", MODULES)
def test_functions_run_on_arm_with_the_projects_python(module: str) -> None:
    function = functions()[module]
    assert function["runtime"] == "python3.13"
    assert function["architectures"] == ["arm64"]
    assert functions(architecture="x86_64")[module]["architectures"] == ["x86_64"]
    assert "reservedConcurrentExecutions" not in function


@pytest.mark.parametrize("tracing", [True, False])
def test_traces_are_written_only_when_asked_for(tracing: bool) -> None:
    modes = {function["tracingConfig"]["mode"] for function in functions(tracing=tracing).values()}
    assert modes == {"Active" if tracing else "PassThrough"}
    written = [it for it in statements("orders-place-order-rights", tracing=tracing) if it["Resource"] == "*"]
    actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    assert written == ([{"Effect": "Allow", "Action": actions, "Resource": "*"}] if tracing else [])
