"""Conditions of writes to tables."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.system.workarounds.importing import imported


def write_comes_between_a_condition_and_its_own_write() -> bool:
    models = imported("moto.dynamodb.models")
    backend = models.DynamoDBBackend("us-east-2", "000000000000")
    key = {"AttributeName": "k", "AttributeType": "S"}
    schema = [{"AttributeName": "k", "KeyType": "HASH"}]
    others = (
        "throughput",
        "global_indexes",
        "indexes",
        "streams",
        "billing_mode",
        "sse_specification",
        "tags",
    )
    unset = dict.fromkeys((*others, "deletion_protection_enabled", "warm_throughput"))
    backend.create_table("t", schema=schema, attr=[key], **unset)
    both_have_looked, parse = threading.Barrier(2, timeout=0.3), models.create_condition_expression_parser

    def parse_together(*given: Any) -> Any:
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_looked.wait()
        return parse(*given)

    def is_first(number: str) -> bool:
        try:
            backend.update_item(
                "t", {"k": {"S": "1"}}, "SET #n = :n", {"#n": "n"}, {":n": {"N": number}}, **once
            )
        except imported("moto.dynamodb.exceptions").ConditionalCheckFailed:
            return False
        return True

    once = {"condition_expression": "attribute_not_exists(k)"}
    models.create_condition_expression_parser = parse_together
    with ThreadPoolExecutor(2) as at_once:
        firsts = sum(at_once.map(is_first, "12"))
    models.create_condition_expression_parser = parse
    assert firsts, "one is first"
    return firsts > 1
