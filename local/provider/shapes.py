"""Translates Pulumi's property names into boto3's parameters, and refuses unknown names."""

from collections.abc import Mapping
from typing import Any

from local.provider.errors import ProviderError

type Properties = dict[str, Any]
type Shape = str | tuple[str, Mapping[str, Shape]] | None
"""A parameter's name; a name and the names in it, for an object or each object of a list; or None for a property that
the class handles itself."""


def translate(properties: Properties, shapes: Mapping[str, Shape], owner: str) -> Properties:
    """Return boto3's parameters for Pulumi's properties, without those that are None or handled elsewhere.

    owner: the resource, for the message of the ProviderError that an unknown name raises.
    """
    request: Properties = {}
    for name, value in properties.items():
        if name not in shapes:
            raise ProviderError(
                f"{owner} has a property {name!r} that the stand-in provider does not know: "
                "add it to its type in local/provider/conformance/"
            )
        shape = shapes[name]
        if value is None or shape is None:
            continue
        if isinstance(shape, str):
            request[shape] = value
        else:
            request[shape[0]] = _below(value, shape[1], f"{owner}.{name}")
    return request


def _below(value: Any, shapes: Mapping[str, Shape], owner: str) -> Any:
    """Unknown values of a preview and wrong types are passed on as they are: boto3 refuses wrong types by name."""
    if isinstance(value, list):
        return [_below(item, shapes, owner) for item in value]
    return translate(value, shapes, owner) if isinstance(value, dict) else value
