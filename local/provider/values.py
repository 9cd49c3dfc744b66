"""Conversion of the values that Pulumi sends."""

import json
from collections.abc import Mapping
from typing import Any

from pulumi.runtime import rpc


def plain(value: Any) -> Any:
    """Return a deserialized property without the markers of secrets, at any depth, and whole numbers as integers."""
    if rpc.is_rpc_secret(value):
        return plain(rpc.unwrap_rpc_secret(value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # gRPC's structures have only floats
    return value


def default_tags(provider_inputs: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of `aws.Provider(default_tags=...)`, which the SDK sends as a JSON string."""
    given = provider_inputs.get("defaultTags") or {}
    return (json.loads(given) if isinstance(given, str) else given).get("tags", {})
