"""The way back: what AWS tells of a resource, in the words of its inputs. See `Seen` in local/provider/resource.py."""

import json
from collections.abc import Mapping
from typing import Any

from local.provider.patches import patch_text
from local.provider.shapes import Nested, Properties, Shape


def observed(inputs: Properties, settings: Properties, shapes: Mapping[str, Shape]) -> Properties:
    """Return the inputs as AWS has them now; what AWS has none of is left out.

    Only what was given is compared: AWS fills in much that nobody asked for. What AWS merely writes otherwise, such as
    a policy with other spaces, stays as it was given.
    """
    live: Properties = {}
    for name, given in inputs.items():
        shape = shapes.get(name)
        parameter = name if shape is None else shape if isinstance(shape, str) else shape[0]
        if parameter not in settings:
            live[name] = given
            continue
        below = shape[1] if isinstance(shape, tuple) else None
        now = _observed(given, settings[parameter], below)
        if now is not None:
            live[name] = now
    return live


def described(settings: Properties, shapes: Mapping[str, Shape]) -> Properties:
    """Return all that AWS has set, as inputs."""
    found: Properties = {}
    for name, shape in shapes.items():
        parameter = name if shape is None else shape if isinstance(shape, str) else shape[0]
        value = settings.get(parameter)
        if value not in (None, "", [], {}):
            found[name] = _described(value, shape[1]) if isinstance(shape, tuple) else value
    return found


def _described(value: Any, below: Nested) -> Any:
    if isinstance(below, list):
        return [described(item, below[0]) for item in value] if isinstance(value, list) else value
    return described(value, below) if isinstance(value, dict) else value


def _observed(given: Any, now: Any, below: Nested | None) -> Any:
    if _same(given, now):
        return given
    if isinstance(below, list):
        if isinstance(given, list) and isinstance(now, list) and len(given) == len(now):
            pairs = zip(given, now, strict=True)
            return [observed(was, item, below[0]) for was, item in pairs]
        return _described(now, below)
    if below is not None and isinstance(given, dict) and isinstance(now, dict | None):
        return observed(given, {**dict.fromkeys(_parameters(below)), **(now or {})}, below) or None
    return now if below is None else _described(now, below)


def _parameters(shapes: Mapping[str, Shape]) -> list[str]:
    return [shape if isinstance(shape, str) else shape[0] for shape in shapes.values() if shape]


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
