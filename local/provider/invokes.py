"""The functions of pulumi-aws that `invokes.yaml` lists."""

import base64
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from local.provider.aws import Aws
from local.provider.conformance import REGION
from local.provider.resource import filled
from local.provider.shapes import Properties
from local.stack_file import LOADER

type Invoke = Callable[[Aws, Properties], Properties]


def _answered(entry: Mapping[str, Any], aws: Aws, args: Properties) -> Properties:
    here, answer = aws.at(args.get(REGION)), entry.get("absent", {})
    if "call" in entry:
        service, _, operation = entry["call"].partition(".")
        given = {parameter: args[name] for name, parameter in entry.get("given", {}).items()}
        answer = answer | getattr(here.client(service), operation)(**given)
    texts = {name: base64.b64encode(it).decode() for name, it in answer.items() if isinstance(it, bytes)}
    known = {**answer, **texts, **args, "aws": here}
    return args | {name: filled(template, known) for name, template in entry["outputs"].items()}


_TABLE = yaml.load(Path(__file__).with_name("invokes.yaml").read_text(), LOADER)  # noqa: S506 a safe loader, either
INVOKES: Mapping[str, Invoke] = {
    token: functools.partial(_answered, entry) for token, entry in _TABLE.items()
}
