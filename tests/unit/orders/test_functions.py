"""One function per state: its archive, its role, its rights, its log."""

import ast
import json
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.orders.functions import FILES
from tests.graph import of_type
from tests.unit.orders.program import OLD_KEY, resources, statements

HANDLERS = Path(__file__).parents[3] / "handlers"
DATA = {"menu": "menu.json"}  # a module, and the file that it reads
FUNCTION = "aws:lambda/function:Function"
MODULES = sorted(FILES)
OBJECTS = "arn:aws:s3:::orders-audio"
TABLE = "arn:aws:dynamodb:us-east-2:123456789012:table/orders-table"
USED_CARDS = "arn:aws:dynamodb:us-east-2:123456789012:table/orders-used-cards"
KEY = "arn:aws:kms:us-east-2:123456789012:key/orders-payment-key"
RIGHTS: dict[str, list[tuple[Any, Any]]] = {
    "place_order": [("dynamodb:PutItem", TABLE)],
    "process_payment": [("kms:Decrypt", [KEY]), ("dynamodb:PutItem", USED_CARDS)],
    "confirm_order": [("dynamodb:UpdateItem", TABLE)],
    "cancel_order": [("dynamodb:UpdateItem", TABLE)],
    "notify_user": [],
    "notify_with_polly": [
        (["s3:GetObject", "s3:PutObject"], [f"{OBJECTS}/orders/*", f"{OBJECTS}/phrases/*"]),
        ("s3:ListBucket", OBJECTS),
        ("polly:SynthesizeSpeech", "*"),
    ],
}


def functions(**settings: Any) -> dict[str, dict[str, Any]]:
    """Return each function's inputs by its handler's module."""
    made = of_type(resources(**settings), FUNCTION)
    return {function.inputs["handler"].split(".")[1]: function.inputs for function in made}


def imports(module: str) -> set[str]:
    """Return the modules of `handlers` that a module needs, directly or by another."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += _imported(ast.parse((HANDLERS / f"{current}.py").read_text(encoding="utf-8")))
    return found


def _imported(tree: ast.Module) -> list[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    modules = [
        node.module.removeprefix("handlers.")
        for node in nodes
        if node.module and node.module.startswith("handlers.")
    ]
    return modules + [alias.name for node in nodes if node.module == "handlers" for alias in node.names]


def test_there_is_one_function_per_task_of_the_workflow() -> None:
    assert sorted(functions()) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_an_archive_holds_what_its_handler_imports_and_nothing_else(module: str) -> None:
    needed = imports(module)
    expected = {f"handlers/{name}.py" for name in needed} | {"handlers/__init__.py"}
    expected |= {f"handlers/{DATA[name]}" for name in needed & DATA.keys()}
    code = functions()[module]["code"]
    assert isinstance(code, pulumi.AssetArchive)
    assert set(code.assets) == expected


@pytest.mark.parametrize("module", MODULES)
def test_a_function_may_do_its_task_and_write_its_log_and_nothing_else(module: str) -> None:
    name = f"orders-{module.replace('_', '-')}"
    granted = statements(f"{name}-rights", tracing=False)
    log = (
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        f"arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/gopizza-test-{name}:*",
    )
    assert all(statement["Effect"] == "Allow" for statement in granted)
    assert [(statement["Action"], statement["Resource"]) for statement in granted] == [*RIGHTS[module], log]


def test_only_the_payment_function_can_decrypt_and_only_with_the_cards_padding() -> None:
    decrypt = statements("orders-process-payment-rights", tracing=False)[0]
    assert decrypt["Condition"] == {"StringEquals": {"kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256"}}
    others = [module for module in MODULES if module != "process_payment"]
    for module in others:
        assert "kms" not in json.dumps(statements(f"orders-{module.replace('_', '-')}-rights"))


def test_only_the_payment_function_can_claim_cards() -> None:
    holders = {module for module in MODULES if "used-cards" in json.dumps(functions()[module], default=str)}
    assert holders == {"process_payment"}
    for module in set(MODULES) - holders:
        assert USED_CARDS not in json.dumps(statements(f"orders-{module.replace('_', '-')}-rights"))


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
    assert logging["logGroup"] == f"/aws/lambda/gopizza-test-orders-{module.replace('_', '-')}"
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
    written = [it for it in statements("orders-notify-user-rights", tracing=tracing) if it["Resource"] == "*"]
    actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    assert written == ([{"Effect": "Allow", "Action": actions, "Resource": "*"}] if tracing else [])
