"""Who places orders can't settle them, who settles them can't change them, and neither is told what they hold."""

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.running import RunningShop
from tests.system.ordering import order, outcome
from tests.system.role_rights import roles_of, session
from tests.system.test_orders_outcomes import stored

type Update = dict[str, Any]

SETS: dict[str, Update] = {
    "status": {"UpdateExpression": "SET #it = :it", "ExpressionAttributeNames": {"#it": "status"}},
    "settledAt": {"UpdateExpression": "SET settledAt = if_not_exists(settledAt, :it)"},
    "customerName": {"UpdateExpression": "SET customerName = :it"},
    "delivery": {"UpdateExpression": "SET #it = :it", "ExpressionAttributeNames": {"#it": "delivery"}},
    "note": {"UpdateExpression": "SET note = :it"},
}
PLACING = {"customerName", "delivery"}
SETTLING = {"status", "settledAt"}


def refused(client: Any, shop: RunningShop, **update: Any) -> bool:
    """Return whether IAM refuses this update; it changes nothing, as its condition never holds."""
    key = {"TableName": shop.outputs["ordersTable"], "Key": {"orderId": {"S": f"none-{uuid.uuid4()}"}}}
    never = {
        "ConditionExpression": "attribute_exists(orderId)",
        "ExpressionAttributeValues": {":it": {"S": "x"}},
    }
    try:
        client.update_item(**key, **never, **update)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        assert code in {"AccessDeniedException", "ConditionalCheckFailedException"}, code
        return code == "AccessDeniedException"
    raise AssertionError("an order that isn't there was updated")


@pytest.mark.parametrize(("role", "may"), [("place-order", PLACING), ("workflow", SETTLING)])
def test_a_role_writes_the_attributes_of_its_own_work_alone(
    shop: RunningShop, role: str, may: set[str]
) -> None:
    [found] = [each for each in roles_of(shop) if f"orders-{role}" in each.name]
    client = session(shop, found).client("dynamodb")
    allowed = {name for name, update in SETS.items() if not refused(client, shop, **update)}
    assert allowed == may
    for values, is_refused in (("UPDATED_NEW", False), ("ALL_NEW", True), ("ALL_OLD", True)):
        mine = SETS[min(may)]
        assert refused(client, shop, **mine, ReturnValues=values) is is_refused, values
    mine_and_another = {"UpdateExpression": "SET customerName = :it, settledAt = :it"}
    assert refused(client, shop, **mine_and_another)
    legacy = {"AttributeUpdates": {"status" if role == "place-order" else "total": {"Value": {"S": "x"}}}}
    with pytest.raises(ClientError, match="AccessDenied"):
        client.update_item(
            TableName=shop.outputs["ordersTable"], Key={"orderId": {"S": f"none-{uuid.uuid4()}"}}, **legacy
        )


def test_an_order_that_is_settled_can_be_overwritten_by_no_role(shop: RunningShop) -> None:
    order_id = outcome(shop, order(shop))["orderId"]
    before = stored(shop, order_id)
    for role in roles_of(shop):
        client = session(shop, role).client("dynamodb")
        with pytest.raises(ClientError, match="AccessDenied"):
            client.put_item(TableName=shop.outputs["ordersTable"], Item={"orderId": {"S": order_id}})
    assert stored(shop, order_id) == before
