"""What differs between environments: the only reader of `pulumi.Config`.

Names, types and defaults stand in `Pulumi.yaml`, each environment's values in `Pulumi.<stack>.yaml`.
"""

from dataclasses import dataclass
from typing import Any

import pulumi


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The stack's configuration, read and checked.

    Raises ValueError, in one sentence that names the key, for values that contradict each other.
    Source: www.pulumi.com/docs/iac/concepts/config/
    """

    region: str
    profile: str | None
    allowed_account_ids: tuple[str, ...]  # empty: any
    stage_name: str
    cdn: bool
    website_url: str
    allowed_origins: tuple[str, ...]
    throttle_rate: int  # requests per second
    throttle_burst: int  # requests at once
    api_logging: bool
    log_retention_days: int
    order_retention_days: int
    audio_retention_days: int
    recovery_days: int  # 0: none
    protect: bool
    lambda_architecture: str
    voice_id: str
    voice_engine: str
    tracing: bool
    previous_payment_key_arns: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.cdn and self.website_url:
            raise ValueError("gopizza:websiteUrl is for stacks with gopizza:cdn false; remove one of the two")
        if not self.cdn and not self.website_url:
            raise ValueError(
                "gopizza:cdn is false, so gopizza:websiteUrl must say where visitors reach the page"
            )


def load() -> Settings:
    """Read the stack's settings; Pulumi itself names a key that is missing or of the wrong type."""
    config, aws = pulumi.Config(), pulumi.Config("aws")
    return Settings(
        region=aws.require("region"),
        profile=aws.get("profile"),
        allowed_account_ids=_strings(aws, "allowedAccountIds") if aws.get("allowedAccountIds") else (),
        stage_name=config.require("stageName"),
        cdn=config.require_bool("cdn"),
        website_url=(config.get("websiteUrl") or "").rstrip("/"),
        allowed_origins=_strings(config, "allowedOrigins"),
        throttle_rate=config.require_int("throttleRate"),
        throttle_burst=config.require_int("throttleBurst"),
        api_logging=config.require_bool("apiLogging"),
        log_retention_days=config.require_int("logRetentionDays"),
        order_retention_days=config.require_int("orderRetentionDays"),
        audio_retention_days=config.require_int("audioRetentionDays"),
        recovery_days=config.require_int("recoveryDays"),
        protect=config.require_bool("protect"),
        lambda_architecture=config.require("lambdaArchitecture"),
        voice_id=config.require("voiceId"),
        voice_engine=config.require("voiceEngine"),
        tracing=config.require_bool("tracing"),
        previous_payment_key_arns=_strings(config, "previousPaymentKeyArns"),
    )


def _strings(config: pulumi.Config, key: str) -> tuple[str, ...]:
    values: Any = config.require_object(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{config.name}:{key} must be a list of texts")
    return tuple(values)
