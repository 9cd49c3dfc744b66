"""The arguments of the order system."""

from collections.abc import Sequence
from dataclasses import dataclass

ARCHITECTURES = ("arm64", "x86_64")
MAX_RECOVERY_DAYS = 35


@dataclass(frozen=True, kw_only=True)
class OrderSystemArgs:
    """How the shop keeps, speaks and protects its orders."""

    architecture: str = "arm64"
    """The functions' processor: arm64 or x86_64."""
    log_retention_days: int = 14
    """Days that CloudWatch keeps the logs, one of the values that it offers."""
    order_retention_days: int = 90
    """Days until DynamoDB may delete an order, 1 or more."""
    audio_retention_days: int = 1
    """Days until S3 deletes an order's recording, 1 or more."""
    voice_id: str = "Kimberly"
    """Polly's voice."""
    voice_engine: str = "standard"
    """Polly's engine; a voice without it speaks with standard."""
    tracing: bool = True
    """Trace workflow and functions with X-Ray."""
    workflow_version: int = 0
    """The version of the workflow that starts orders, 0 for the newest."""
    protect: bool = False
    """Refuse to destroy the tables, the payment key and the audio."""
    recovery_days: int = 7
    """Days that the tables can be restored to, 0 (none) to 35.

    Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html
    """
    payment_key_alias: str | None = None
    """ARN of the payment key to use, if it was created elsewhere."""
    previous_payment_key_arns: Sequence[str] = ()
    """Keys that pages opened before a rotation may still use."""
    permissions_boundary: str | None = None
    """The ARN of the permissions boundary of every role."""

    def __post_init__(self) -> None:
        if self.architecture not in ARCHITECTURES:
            raise ValueError(f"architecture must be {' or '.join(ARCHITECTURES)}, got {self.architecture}")
        for name in ("order_retention_days", "audio_retention_days"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be 1 or more, got {getattr(self, name)}")
        if not 0 <= self.recovery_days <= MAX_RECOVERY_DAYS:
            raise ValueError(f"recovery_days must be 0 to {MAX_RECOVERY_DAYS}, got {self.recovery_days}")
