"""The way back: what AWS tells of a resource, in the words of its inputs. See `Seen` in local/provider/resource.py."""

import json
from collections.abc import Mapping
from typing import Any

from local.provider.patches import patch_text
from local.provider.shapes import Properties, Shape


def observed(inputs: Properties, settings: Properties, shapes: Mapping[str, Shape]) -> Properties:
    """Return the inputs as AWS has them now; what AWS has none of is left out.

    Only what was given is compared: AWS fills in much that nobody asked for. What AWS merely writes otherwise, such as
    a policy with other spaces, stays as it was given.
    """
    live: Properties = {}
    for name, given in inputs.items():
        shape = shapes.get(name)
        told = parameter(name, shape)
        if told not in settings:
            live[name] = given
            continue
        now = _observed(given, settings[told], shape[1] if isinstance(shape, tuple) else None)
        if now is not None:
            live[name] = now
    return live


def described(settings: Properties, shapes: Mapping[str, Shape]) -> Properties:
    """Return all that AWS has set, as inputs."""
    found: Properties = {}
    for name, shape in shapes.items():
        value = settings.get(parameter(name, shape))
        if value not in (None, "", [], {}):
            found[name] = _described(value, shape[1]) if isinstance(shape, tuple) else value
    return found


def parameter(name: str, shape: Shape) -> str:
    """Return what a property goes by in AWS; its own name where its class handles it."""
    return shape[0] if isinstance(shape, tuple) else shape or name


def _described(value: Any, below: Mapping[str, Shape]) -> Any:
    if isinstance(value, list):
        return [_described(item, below) for item in value]
    return described(value, below) if isinstance(value, dict) else value


def _observed(given: Any, now: Any, below: Mapping[str, Shape] | None) -> Any:
    if _same(given, now):
        return given
    if below is None:
        return now
    if isinstance(given, list) and isinstance(now, list) and len(given) == len(now):
        return [observed(was, item, below) for was, item in zip(given, now, strict=True)]
    if isinstance(given, dict) and isinstance(now, dict | None):
        return (
            observed(given, {**dict.fromkeys(map(parameter, below, below.values())), **(now or {})}, below)
            or None
        )
    return _described(now, below)


def _same(given: Any, now: Any) -> bool:
    """Whether two values mean the same: JSON by its content, numbers and booleans also as text, nothing as empty."""
    if given == now or (not given and not now):
        return True
    if isinstance(given, dict) and isinstance(now, dict):
        return given.keys() == now.keys() and all(_same(value, now[key]) for key, value in given.items())
    if isinstance(given, list) and isinstance(now, list):
        return len(given) == len(now) and all(map(_same, given, now))
    if isinstance(given, dict | list) or isinstance(now, dict | list):
        return _json(given) == _json(now)
    return patch_text(given) == patch_text(now) or _json(given) == _json(now)


def _json(value: Any) -> Any:
    """What a JSON text says; any other value is itself."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
