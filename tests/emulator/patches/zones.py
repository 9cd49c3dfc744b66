"""Ids of hosted zones.

LocalEmu's begin with any letter or digit, AWS's all with a Z.
Source: docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
"""

from typing import Any

from local.emulator.when_imported import instead_of


@instead_of("moto.route53.models", "create_route53_zone_id")
def begin_with_a_z(make: Any, **asked: Any) -> str:
    return f"Z{make(**asked)[1:]}"
