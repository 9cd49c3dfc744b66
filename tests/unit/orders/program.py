"""The order system as tests build it."""

import functools
import json
from typing import Any

from pulumi.runtime import MockResourceArgs

from components.orders import OrderSystem, OrderSystemArgs
from tests.graph import build, of_type

OLD_KEY = "arn:aws:kms:us-east-2:123456789012:key/old"


@functools.cache
def resources(**settings: Any) -> tuple[MockResourceArgs, ...]:
    """Return what an order system of these settings registers."""
    return tuple(build(lambda: OrderSystem("orders", OrderSystemArgs(**settings))))


def statements(role_policy: str, **settings: Any) -> list[dict[str, Any]]:
    """Return the statements of the policy with this logical name."""
    policies = of_type(resources(**settings), "aws:iam/rolePolicy:RolePolicy")
    return json.loads(next(policy for policy in policies if policy.name == role_policy).inputs["policy"])[
        "Statement"
    ]
