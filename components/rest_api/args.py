"""What one has to say to put an API before a state machine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from .cors import check_origin
from .endpoint import ApiEndpoint
from .firewall import check_requests_per_ip
from .schema import check_schema
from .throttle import DESCRIBE, STAGE, START, Throttle

STAGE_NAME = re.compile(r"[A-Za-z0-9_]{1,128}")
# Days, as CloudWatch offers them; 0 is for ever.
# Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
# fmt: off
RETENTION_DAYS = frozenset((
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
    731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
))
# fmt: on


@dataclass(frozen=True, kw_only=True)
class RestApiArgs:
    """The API's settings; those that can be read early are checked early.

    Raises ValueError, in one sentence, for what AWS would refuse.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """

    state_machine_arn: pulumi.Input[str]
    """A Standard state machine, without version or alias."""
    input_schema: Mapping[str, Any]
    """JSON Schema draft 4 of an execution's input, with the keywords that API Gateway knows."""
    allowed_origins: Sequence[pulumi.Input[str]]
    """Where pages that may call the API come from, like https://example.org; at least one."""
    endpoint: ApiEndpoint | None = None
    """The API's address, if something else had to know it first."""
    stage_name: str = "v1"
    """The last part of the API's URL, of letters, digits and _."""
    revision: int = 1
    """Raise it to deploy the API once more, after a method was removed."""
    throttle: Throttle = STAGE
    """How many requests the stage lets through, of methods without a limit of their own."""
    start: Throttle = START
    """How many POST requests pass."""
    describe: Throttle = DESCRIBE
    """How many GET requests pass."""
    requests_per_ip: int | None = None
    """How many requests one address may send within five minutes; none by default, which costs nothing."""
    log_retention_days: int = 14
    """How long CloudWatch keeps the access log, one of the values that it offers."""
    tracing: bool = True
    """Trace requests with X-Ray."""
    permissions_boundary: pulumi.Input[str] | None = None
    """ARN of the policy that bounds the API's role."""
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None
    """Tags of what the API is made of, beside the provider's default tags."""

    def __post_init__(self) -> None:
        check_schema(self.input_schema)
        self._check_origins()
        if not STAGE_NAME.fullmatch(self.stage_name):
            raise ValueError(f"stage_name is 1 to 128 letters, digits and _, got {self.stage_name!r}")
        check_requests_per_ip(self.requests_per_ip)
        if self.log_retention_days not in RETENTION_DAYS:
            raise ValueError(
                f"log_retention_days must be one of {sorted(RETENTION_DAYS)}, got {self.log_retention_days}"
            )

    def _check_origins(self) -> None:
        if isinstance(self.allowed_origins, str):
            raise TypeError("allowed_origins is a list of origins, got one string")
        if not self.allowed_origins:
            raise ValueError("allowed_origins must name at least one origin, like https://example.org")
        for origin in self.allowed_origins:
            if isinstance(origin, str):
                check_origin(origin)
