"""A method's throttle overrides its stage's, and a changed throttle applies at once.

LocalEmu knows only a stage's own throttle (`*/*`), and keeps what it read at the stage's first request. On AWS a
method's throttle overrides its stage's, and a changed one applies some seconds later.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from local.emulator.when_imported import instead_of

THROTTLE = "localemu.services.apigateway.next_gen.execute_api.handlers.throttle"
WHOLE_STAGE = "*/*"


def setting_key(path: str, http_method: str) -> str:
    """Return what a method's settings are kept under: the root's GET is `~1/GET`.

    Source: github.com/hashicorp/terraform-provider-aws/issues/9738
    """
    return f"{path.replace('/', '~1')}/{http_method}"


@instead_of(THROTTLE, "ThrottleHandler._get_or_create_bucket")
def bucket_of(_by_stage: Any, handler: Any, key: tuple[str, str], context: Any) -> Any:
    """Count each method's requests by its own throttle, or by its stage's if it has none."""
    throttle = import_module(THROTTLE)
    settings: Mapping[str, Any] = (context.stage_configuration or {}).get("methodSettings", {})
    own = setting_key((context.resource or {}).get("path", ""), context.invocation_request["http_method"])
    scope = own if own in settings else WHOLE_STAGE
    unlimited = (throttle.DEFAULT_RATE_LIMIT, throttle.DEFAULT_BURST_LIMIT)
    limits = _limits(settings.get(scope, {}), unlimited)
    with handler._lock:
        known, bucket = handler._buckets.get((*key, scope)) or (None, None)
        if known != limits:  # with new limits, counting restarts
            bucket = throttle.TokenBucket(rate=limits[0], burst=limits[1])
            handler._buckets[*key, scope] = limits, bucket
        return bucket


def _limits(settings: Mapping[str, Any], unlimited: tuple[float, int]) -> tuple[float, int]:
    """Return rate and burst; -1, which the console shows as none, means the account's."""
    rate = float(settings.get("throttlingRateLimit", -1))
    burst = int(settings.get("throttlingBurstLimit", -1))
    return (rate if rate >= 0 else unlimited[0], burst if burst >= 0 else unlimited[1])
