"""YAML as the Pulumi CLI reads it: the core schema of YAML 1.2, with the additions and refusals of gopkg.in/yaml.v3.

So `yes` is a string and not a boolean, `1:30` is not a number, `017` is 15, and a repeated key is an error.
Sources: github.com/go-yaml/yaml/blob/v3/resolve.go,
github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/object.go
"""

import contextlib
import datetime
import json
import math
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

TAG = "tag:yaml.org,2002:"
WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **{f"{sign}.{word}": float(f"{sign}inf") for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")},
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)")
OCTAL = re.compile(r"^([-+]?)0(?=[0-7])")
LOWEST, HIGHEST = -(2**63), 2**64 - 1
DATE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ](\d\d?):(\d\d?):(\d\d?)(?:\.(\d{1,9}))?(Z|[-+]\d\d:\d\d)?)?"
)
MOST_WRITTEN_OUT, LEAST_WRITTEN_OUT = 1e21, 1e-6
# libyaml, if it is available: ten times as fast, and it accepts tabs as yaml.v3 does, which is based on it.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Timestamp(str):
    """A date, as the CLI writes it."""

    __slots__ = ()


KINDS = {type(None): "null", bool: "bool", int: "int", float: "float", Timestamp: "timestamp", str: "str"}
KNOWN = {TAG + kind for kind in KINDS.values() if kind != "str"}


def read(file: Path) -> Any:
    """Return the first document of a file; raises OSError, and yaml.YAMLError if it isn't YAML."""
    try:
        return next(iter(yaml.load_all(file.read_bytes(), _Loader)), None)
    except RecursionError:
        raise yaml.YAMLError("it is nested too deep") from None


def as_text(value: Any) -> str:
    """Return a value as a program gets it: a string unchanged, null as an empty string, all else as JSON.

    Raises ValueError for a number that JSON doesn't have.
    """
    return str(value) if isinstance(value, str) else "" if value is None else _json(value)


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{','.join(f'{json.dumps(as_text(key))}:{_json(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_json, value))}]"
    return _number(value) if isinstance(value, float) else json.dumps(value)


def _number(value: float) -> str:
    """Return a number as Go writes it in JSON: whole numbers without a point."""
    if not math.isfinite(value):
        raise ValueError(value)
    if value == 0:
        return "0"
    if LEAST_WRITTEN_OUT <= abs(value) < MOST_WRITTEN_OUT:
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    return re.sub(r"e([-+])0", r"e\1", repr(value))


def scalar(text: str) -> Any:
    """Return the value of a plain scalar."""
    if text in WORDS:
        return WORDS[text]
    if (date := _date(text)) is not None:
        return date
    digits = text.replace("_", "") if text[:1] in "+-0123456789" else text
    if (number := _integer(digits)) is not None:
        return number
    return float(digits) if FLOAT.fullmatch(digits) and math.isfinite(float(digits)) else text


def _integer(digits: str) -> int | None:
    if not INTEGER.fullmatch(digits):
        return None
    value = int(OCTAL.sub(r"\g<1>0o", digits), 0)
    return value if LOWEST <= value <= HIGHEST else None


def _date(text: str) -> Timestamp | None:
    if not (found := DATE.fullmatch(text)) or (found[4] and (" " in text) == bool(found[8])):
        return None
    with contextlib.suppress(ValueError):
        year, month, day, hour, minute, second = (int(it or 0) for it in found.groups()[:6])
        moment = datetime.datetime(year, month, day, hour, minute, second)
        fraction = f".{part}" if (part := (found[7] or "").rstrip("0")) else ""
        zone = (found[8] or "Z").replace(":", "")
        return Timestamp(f"{moment}{fraction} {'+0000 UTC' if zone in ('Z', '+0000') else f'{zone} {zone}'}")
    return None


class _Loader(LOADER):
    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode and implicit[0]:
            return TAG + ("merge" if value == "<<" else KINDS[type(scalar(value))])
        return super().resolve(kind, value, implicit)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        own = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := [key for key, times in Counter(own).items() if times > 1]:
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]} is set twice", node.start_mark)
        return super().construct_mapping(node, deep)

    def construct(self, node: Any) -> Any:
        """Return a node's value. Only tags of scalars count; yaml.v3 ignores unknown ones."""
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        if node.tag == f"{TAG}binary":
            return super().construct_yaml_binary(node).decode()
        return self._scalar(node) if node.tag in KNOWN else node.value

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        value = scalar(node.value)
        kind = KINDS[type(value)]
        if node.tag == f"{TAG}float" and kind == "int":
            return float(value)
        if node.tag != TAG + kind:
            raise yaml.constructor.ConstructorError(
                None, None, f"{node.value!r} is no {node.tag}", node.start_mark
            )
        return value


_Loader.yaml_constructors = {None: _Loader.construct}
