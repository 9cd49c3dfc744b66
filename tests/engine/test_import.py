"""What exists on AWS already becomes part of a stack by `pulumi import`, as it is there."""

import json
from pathlib import Path

import pytest

from tests.engine import stack as stacks
from tests.engine.stack import Stack

TABLE, LOG = "found-table", "/found/log"
PROGRAM = "import pulumi\n"


@pytest.fixture(scope="module")
def found(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """An empty stack of its own, beside a table and a log group that somebody made by hand."""
    empty = stacks.make("found", tmp_path_factory.mktemp("found"), stack.aws)
    empty.path("__main__.py").write_text(PROGRAM)
    empty.aws.client("logs").create_log_group(logGroupName=LOG)
    empty.aws.client("logs").put_retention_policy(logGroupName=LOG, retentionInDays=30)
    empty.aws.client("dynamodb").create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return empty


def test_what_exists_is_imported_as_it_is(found: Stack, tmp_path: Path) -> None:
    wanted = [
        {"type": "aws:dynamodb/table:Table", "name": "table", "id": TABLE},
        {"type": "aws:cloudwatch/logGroup:LogGroup", "name": "log", "id": LOG},
    ]
    file = tmp_path / "resources.json"
    file.write_text(json.dumps({"resources": wanted}))
    found.pulumi("import", "--yes", "--skip-preview", "--generate-code=false", "--file", str(file))
    table, log = found.resource("Table table"), found.resource("LogGroup log")
    assert (table["id"], table["protect"], log["id"]) == (TABLE, True, LOG)
    assert table["inputs"]["hashKey"] == "id"
    assert table["inputs"]["billingMode"] == "PAY_PER_REQUEST"
    assert log["inputs"]["retentionInDays"] == 30


def test_an_import_of_what_is_not_there_is_refused_by_name(found: Stack) -> None:
    refused = found.run(
        "import",
        "aws:dynamodb/table:Table",
        "none",
        "no-such-table",
        "--yes",
        "--skip-preview",
        "--generate-code=false",
    )
    assert refused.code != 0
    assert "no-such-table" in refused.output + refused.diagnostics
