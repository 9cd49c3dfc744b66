"""Throttles of methods.

LocalEmu knows a stage's own throttle (`*/*`) only, and keeps what it read of it at the stage's first request. On AWS a
method's throttle overrides its stage's, and a changed one holds some seconds later.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from collections.abc import Mapping
from typing import Any

from local.emulator.when_imported import when_imported

THROTTLE = "localemu.services.apigateway.next_gen.execute_api.handlers.throttle"
WHOLE_STAGE = "*/*"


def install() -> None:
    """Count each method's requests by its own throttle if it has one, else by its stage's."""
    when_imported(THROTTLE, _mend)


def setting_key(path: str, http_method: str) -> str:
    """Return what a method's settings are kept under: the root's GET is `~1/GET`.

    Source: github.com/hashicorp/terraform-provider-aws/issues/9738
    """
    return f"{path.replace('/', '~1')}/{http_method}"


def _mend(throttle: Any) -> None:
    handler = throttle.ThrottleHandler
    unlimited = (throttle.DEFAULT_RATE_LIMIT, throttle.DEFAULT_BURST_LIMIT)

    def bucket_of(self: Any, key: tuple[str, str], context: Any) -> Any:
        settings: Mapping[str, Any] = (context.stage_configuration or {}).get("methodSettings", {})
        own = setting_key((context.resource or {}).get("path", ""), context.invocation_request["http_method"])
        scope = own if own in settings else WHOLE_STAGE
        limits = _limits(settings.get(scope, {}), unlimited)
        with self._lock:
            known, bucket = self._buckets.get((*key, scope)) or (None, None)
            if known != limits:  # with other limits counting starts anew
                bucket = throttle.TokenBucket(rate=limits[0], burst=limits[1])
                self._buckets[*key, scope] = limits, bucket
            return bucket

    handler._get_or_create_bucket = bucket_of


def _limits(settings: Mapping[str, Any], unlimited: tuple[float, int]) -> tuple[float, int]:
    """Return rate and burst; -1, which API Gateway's console shows as none, is the account's."""
    rate, burst = (
        float(settings.get("throttlingRateLimit", -1)),
        int(settings.get("throttlingBurstLimit", -1)),
    )
    return (rate if rate >= 0 else unlimited[0], burst if burst >= 0 else unlimited[1])
