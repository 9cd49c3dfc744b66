"""How Pulumi's property names become boto3's parameters, and the refusal of names nobody knows."""

from collections.abc import Mapping
from typing import Any

from local.provider.errors import ProviderError

type Properties = dict[str, Any]
type Shape = str | tuple[str, Mapping[str, Shape]] | None
"""A parameter's name; a name and what lies below it, in an object or in each of a list; or None for a property that the
class handles itself."""


def translate(properties: Properties, shapes: Mapping[str, Shape], owner: str) -> Properties:
    """Return boto3's parameters for Pulumi's properties; what is None or handled elsewhere is left out.

    owner: what the properties belong to, for the sentence of the ProviderError that an unknown name raises.
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
    """What isn't known yet in a preview, or of a wrong type, goes as it is: boto3 refuses wrong types by name."""
    if isinstance(value, list):
        return [_below(item, shapes, owner) for item in value]
    return translate(value, shapes, owner) if isinstance(value, dict) else value
