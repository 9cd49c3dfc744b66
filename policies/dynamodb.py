"""Tables: they scale, can be wound back and are not deleted by mistake."""

from policies.model import Resource
from policies.rule import ResourceRule, Rule

TABLE = "aws:dynamodb/table:Table"


def scales(table: Resource) -> bool:
    return table.get("billingMode") == "PAY_PER_REQUEST"


def can_be_wound_back(table: Resource) -> bool:
    return table.get("pointInTimeRecovery.enabled") is True


def refuses_deletion(table: Resource) -> bool:
    return table.get("deletionProtectionEnabled") is True


RULES: tuple[Rule, ...] = (
    ResourceRule(
        name="DynamoDB.1",
        types=(TABLE,),
        says="A table's capacity follows its use",
        fix="set billingMode to PAY_PER_REQUEST",
        severity="medium",
        holds=scales,
    ),
    ResourceRule(
        name="DynamoDB.2",
        types=(TABLE,),
        says="A table can be wound back",
        fix="set gopizza:recoveryDays to 1 or more",
        severity="medium",
        holds=can_be_wound_back,
    ),
    ResourceRule(
        name="DynamoDB.6",
        types=(TABLE,),
        says="A table refuses to be deleted",
        fix="set gopizza:protect",
        severity="medium",
        holds=refuses_deletion,
    ),
)
