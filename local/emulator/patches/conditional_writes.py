"""Of writes to a table under a condition that only one of them can meet, one succeeds, however many come at once.

LocalEmu's DynamoDB looks whether an item meets the condition, and writes it later: another write may come between. AWS
does both at once.
Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
"""

import threading
from typing import Any

from local.emulator.when_imported import instead_of

LOCK = threading.RLock()  # a transaction writes by the others; Python computes one thing at a time anyway


@instead_of("moto.dynamodb.models", "DynamoDBBackend.put_item")
@instead_of("moto.dynamodb.models", "DynamoDBBackend.update_item")
@instead_of("moto.dynamodb.models", "DynamoDBBackend.delete_item")
@instead_of("moto.dynamodb.models", "DynamoDBBackend.transact_write_items")
def write_one_by_one(write: Any, *args: Any, **given: Any) -> Any:
    with LOCK:
        return write(*args, **given)
