"""How many requests pass."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """rate: requests per second, on average; burst: requests at once. What comes on top of them gets a 429.

    Raises ValueError, in one sentence, for what would let nothing pass.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """

    rate: float
    burst: int

    def __post_init__(self) -> None:
        if self.rate <= 0:
            raise ValueError(f"a throttle's rate must be above 0 requests per second, got {self.rate}")
        if self.burst < 1:
            raise ValueError(f"a throttle's burst must be at least 1 request, got {self.burst}")


STAGE = Throttle(rate=10, burst=40)
# All of an account and region share 10 calls of DescribeExecution per second: some are left to others. A page asks
# about four times until its execution has ended, so that more starts would only wait for each other.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
DESCRIBE = Throttle(rate=8, burst=40)
START = Throttle(rate=2, burst=10)
