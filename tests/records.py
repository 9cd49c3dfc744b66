"""What the shop has on record about its orders: the books that must agree on how often an order was taken."""

import json
from dataclasses import dataclass

from handlers.log import reference
from tests.running import RunningShop
from tests.system.ordering import until

APPROVAL = "payment approved"
LAST_WORD = "outcome spoken"


@dataclass(frozen=True)
class Books:
    """executions: names of all there were. orders: ids in the table. names: hashes of all that were ever taken."""

    executions: frozenset[str]
    orders: frozenset[str]
    names: frozenset[str]


def books(shop: RunningShop) -> Books:
    """Return what is on record now."""
    executions = shop.client("stepfunctions").get_paginator("list_executions")
    listed = executions.paginate(stateMachineArn=shop.outputs["stateMachineArn"])
    return Books(
        executions=frozenset(listed.search("executions[].name")),
        orders=frozenset(_keys(shop, shop.outputs["ordersTable"], "orderId")),
        names=frozenset(_keys(shop, names_table(shop), "name")),
    )


def assert_taken_once(shop: RunningShop, order_id: str, before: Books) -> None:
    """Assert that since `before` this order was taken and no other, and that it was charged once.

    Once: one execution, one item, one name taken, one approval in the payment function's log.
    """
    now = books(shop)
    assert now.executions - before.executions == {order_id}
    assert now.orders - before.orders == {order_id}
    assert now.names - before.names == {reference(order_id)}
    assert approvals(shop, order_id) == 1


def approvals(shop: RunningShop, order_id: str) -> int:
    """Return how often the order's payment was approved, once the log has the order's last word."""
    return until(lambda: _told(shop, order_id, LAST_WORD) and _told(shop, order_id, APPROVAL))


def names_table(shop: RunningShop) -> str:
    """Return the name of the table that remembers which names orders had."""
    tables = shop.client("dynamodb").get_paginator("list_tables").paginate().search("TableNames[]")
    (name,) = [table for table in tables if "orders-table-names" in table]
    return name


def _keys(shop: RunningShop, table: str, key: str) -> list[str]:
    pages = shop.client("dynamodb").get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
    return [item[key]["S"] for page in pages for item in page["Items"]]


def _told(shop: RunningShop, order_id: str, what: str) -> int:
    """Return how often the functions' logs tell this of an order."""
    client = shop.client("logs")
    groups = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/aws/lambda/")
    told = [
        event["message"]
        for group in groups.search("logGroups[].logGroupName")
        for page in client.get_paginator("filter_log_events").paginate(logGroupName=group)
        for event in page["events"]
        if reference(order_id) in event["message"]
    ]
    return sum(json.loads(line).get("message") == what for line in told)
