"""Let less through a stage for a while."""

import contextlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

_TURNS = itertools.count(1)


@contextlib.contextmanager
def limits(api_gateway: Any, stage_url: str, methods: Mapping[str, tuple[float, int]]) -> Iterator[None]:
    """Give methods of the path `/` this rate and burst, and afterwards what they had.

    api_gateway: a boto3 client. A bucket is full again when a request finds that its limits have changed: each time the
    rate is a hair's breadth another, since nobody may have asked between two tests.
    """
    api, stage = stage_url.rsplit("/", 2)[-2:]
    known = api_gateway.get_stage(restApiId=api, stageName=stage)["methodSettings"]
    before = {name: known[f"~1/{name}"] for name in methods}
    had = {name: (it["throttlingRateLimit"], it["throttlingBurstLimit"]) for name, it in before.items()}
    hair = 1 + next(_TURNS) / 1e6
    _set(api_gateway, api, stage, {name: (rate * hair, burst) for name, (rate, burst) in methods.items()})
    try:
        yield
    finally:
        _set(api_gateway, api, stage, had)


def _set(api_gateway: Any, api: str, stage: str, methods: Mapping[str, tuple[float, int]]) -> None:
    operations = [
        {"op": "replace", "path": f"/~1/{method}/throttling/{name}", "value": str(value)}
        for method, throttle in methods.items()
        for name, value in zip(("rateLimit", "burstLimit"), throttle, strict=True)
    ]
    api_gateway.update_stage(restApiId=api, stageName=stage, patchOperations=operations)
