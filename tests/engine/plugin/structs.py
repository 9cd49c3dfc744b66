"""Properties on the wire: Google's Struct, whose special objects (assets, unknowns) the engine gives back as sent."""

from typing import Any

from google.protobuf import json_format, struct_pb2
from pulumi.runtime import rpc

from local.provider.shapes import Properties
from local.provider.values import plain

# Source: github.com/pulumi/pulumi, sdk/go/common/resource/sig/sig.go
SIGNATURE = "4dabf18193072939515e22adb298388d"
HASHED = {"c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"}  # asset, archive


def raw(struct: struct_pb2.Struct) -> Properties:
    """Return properties as mappings, lists, texts and numbers; assets and unknowns stay the engine's own objects."""
    return plain(json_format.MessageToDict(struct))


def hydrated(struct: struct_pb2.Struct) -> Properties:
    """Return properties with assets and archives as Pulumi's objects; a former state's have their hash only."""
    return plain(rpc.deserialize_properties(struct, keep_unknowns=True))


def struct(properties: Properties) -> struct_pb2.Struct:
    """Return what `raw` reads."""
    return json_format.ParseDict(properties, struct_pb2.Struct())


def comparable(value: Any) -> Any:
    """Return a raw value in which assets are their hashes: where a file lies is no difference."""
    if isinstance(value, dict):
        if value.get(SIGNATURE) in HASHED and value.get("hash"):
            return value["hash"]
        return {key: comparable(item) for key, item in value.items()}
    return [comparable(item) for item in value] if isinstance(value, list) else value
