"""How many requests pass."""

from typing_extensions import TypedDict


class Throttle(TypedDict):
    """A limit; what comes on top of it gets a 429.

    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
    """

    rate: float
    """Requests per second, on average."""
    burst: int
    """Requests at once."""


STAGE = Throttle(rate=10, burst=40)
# All of an account and region share 10 calls of DescribeExecution per second: some are left to others. A page asks
# about four times until its execution has ended, so that more starts would only wait for each other.
# Source: docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
DESCRIBE = Throttle(rate=8, burst=40)
START = Throttle(rate=2, burst=10)
STOP = Throttle(rate=1, burst=5)
