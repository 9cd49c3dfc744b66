"""What one has to say to put an API before a state machine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.rest_api.cors import check_origin
from components.rest_api.endpoint import ApiEndpoint
from components.rest_api.firewall import check_requests_per_ip
from components.rest_api.schema import check_schema
from components.rest_api.throttle import DESCRIBE, STAGE, START, Throttle

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
class StepFunctionsRestApiArgs:
    """The API's settings; those that can be read early are checked early.

    state_machine_arn: a Standard state machine, without version or alias
    input_schema: JSON Schema draft 4 of an execution's input, with the keywords that API Gateway knows
    allowed_origins: where pages that may call the API come from, like https://example.org; at least one
    endpoint: the API's address, if something else had to know it first
    stage_name: the last part of the API's URL, of letters, digits and _
    revision: raise it to deploy the API once more, after a method was removed
    throttle: how many requests the stage lets through; start, describe: how many of them POST and GET have, which
    then count on their own
    requests_per_ip: how many requests one address may send within five minutes; None for no such limit, which costs
    nothing; see firewall.py
    log_retention_days: how long CloudWatch keeps the access log, one of the values that it offers
    tracing: trace requests with X-Ray

    Raises ValueError, in one sentence, for what AWS would refuse.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """

    state_machine_arn: pulumi.Input[str]
    input_schema: Mapping[str, Any]
    allowed_origins: Sequence[pulumi.Input[str]]
    endpoint: ApiEndpoint | None = None
    stage_name: str = "v1"
    revision: int = 1
    throttle: Throttle = STAGE
    start: Throttle = START
    describe: Throttle = DESCRIBE
    requests_per_ip: int | None = None
    log_retention_days: int = 14
    tracing: bool = True

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
