"""What holds data in prod can't be destroyed, and says so."""

from collections.abc import Iterator

import pytest
import yaml

from tests.engine.stack import Stack

PROTECTED = {
    "Table orders-table",
    "Table orders-table-names",
    "Key orders-payment-key",
    "Bucket orders-audio",
    "Bucket website-files",
}


@pytest.fixture(scope="module")
def prod(stack: Stack) -> Iterator[Stack]:
    """The stack with prod's settings, but for CloudFront, which the emulator hasn't."""
    config = yaml.safe_load(stack.path("Pulumi.prod.yaml").read_text())["config"]
    own = {name.removeprefix("gopizza:"): value for name, value in config.items()}
    with stack.configured(**own):
        stack.up()
        yield stack
    stack.up()


def test_prods_data_is_protected(prod: Stack) -> None:
    protected = {name for name, it in prod.resources().items() if it.get("protect")}
    assert protected == PROTECTED
    table = prod.aws.client("dynamodb").describe_table(TableName=prod.outputs()["ordersTable"])["Table"]
    assert table["DeletionProtectionEnabled"]


def test_destroy_refuses_prods_data_by_name_and_destroys_nothing(prod: Stack) -> None:
    """Its preview refuses; with `--skip-preview` the engine would destroy all that isn't protected."""
    before = prod.resources()
    refused = prod.run("destroy", "--yes")
    assert refused.code != 0
    for name in PROTECTED:
        said = f'resource "{before[name]["urn"]}" cannot be deleted'
        assert said in refused.output
    assert prod.resources().keys() == before.keys()
