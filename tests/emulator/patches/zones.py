"""Ids of hosted zones.

LocalEmu's begin with any letter or digit, AWS's all with a Z.
Source: docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
"""

from typing import Any

from local.emulator.when_imported import when_imported

MODELS = "moto.route53.models"


def install() -> None:
    """Let them begin with a Z."""
    when_imported(MODELS, _mend)


def _mend(models: Any) -> None:
    make = models.create_route53_zone_id

    def create_route53_zone_id(**asked: Any) -> str:
        return f"Z{make(**asked)[1:]}"

    models.create_route53_zone_id = create_route53_zone_id
