"""A renamed resource or component keeps what it stands for, by an alias. See docs/engine.md."""

from contextlib import ExitStack

from tests.engine.stack import Stack

TABLE = "components/orders/orders_table.py"
SYSTEM = "components/orders/system.py"


def test_without_an_alias_a_renamed_table_would_be_made_anew(stack: Stack) -> None:
    with stack.edited(
        TABLE, "aws.dynamodb.Table(\n            name,", 'aws.dynamodb.Table(\n            f"{name}-book",'
    ):
        planned = stack.planned()
    assert planned["Table orders-table-book"] == "create"
    assert planned["Table orders-table"] == "delete"


def test_an_alias_keeps_a_renamed_table(stack: Stack) -> None:
    name = ("aws.dynamodb.Table(\n            name,", 'aws.dynamodb.Table(\n            f"{name}-book",')
    alias = ("protect=args.protect)", "protect=args.protect, aliases=[pulumi.Alias(name=name)])")
    with ExitStack() as edits:
        for old, new in (name, alias):
            edits.enter_context(stack.edited(TABLE, old, new))
        assert stack.planned() == {}


def test_an_alias_keeps_all_that_a_renamed_component_holds(stack: Stack) -> None:
    old = 'OrdersTable(f"{self._name}-table", args, self._child)'
    new = """OrdersTable(
            f"{self._name}-book",
            args,
            pulumi.ResourceOptions(parent=self, aliases=[pulumi.Alias(name=f"{self._name}-table")]),
        )"""
    table = stack.resource("Table orders-table")["id"]
    with stack.edited(SYSTEM, old, new):
        assert stack.up() == {}
        assert stack.resource("Table orders-book")["id"] == table
    back = new.replace("-book", "-t").replace("-table", "-book").replace('-t"', '-table"')
    with stack.edited(SYSTEM, old, back):
        assert stack.up() == {}
    assert stack.resource("Table orders-table")["id"] == table
