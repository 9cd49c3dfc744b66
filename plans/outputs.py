"""Outputs that only AWS knows, as values for the program and as placeholders for the reader of a plan.

The program needs values of the right form: an ARN that can be parsed, a host in lower case. A plan needs
`<orders-table.arn>`, which shows the connections. So each value contains a token that identifies its placeholder.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pulumi.output import Unknown
from pulumi.runtime import MockCallArgs, MockResourceArgs, Mocks

from components.project import NAME

ACCOUNT = "123456789012"
TOKEN = re.compile(r"known[0-9a-f]{12}")
# Templates of the outputs that the program reads, by the type of a resource (`*`: any) or the token of a function.
TEMPLATES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)


class Outputs(Mocks):
    """Returns outputs for registrations and functions; without a template, an output is unknown in a preview."""

    def __init__(self, region: str, stack: str) -> None:
        self._region, self._stack = region, stack
        self._mark_of_value: dict[str, dict[str, str]] = {}  # by the token in the values, the whole one first

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        made = self._values(args.typ, args.name, {**TEMPLATES["*"], **TEMPLATES.get(args.typ, {})})
        return made.pop("id"), {**made, **known(args.inputs)}

    def call(self, args: MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        name = args.token.rpartition(":")[2]
        return {"id": name, **self._values(args.token, name, TEMPLATES.get(args.token, {}))}, []

    def _values(self, kind: str, name: str, templates: Mapping[str, Any]) -> dict[str, Any]:
        return {output: self._value(kind, name, output, it) for output, it in templates.items()}

    def _value(self, kind: str, name: str, output: str, template: str | list[str]) -> str | list[Any]:
        if isinstance(template, list):
            return [self._value(kind, name, output, it) for it in template]
        token = f"known{hashlib.sha256(f'{kind} {name} {output}'.encode()).hexdigest()[:12]}"
        service = kind.split("/", maxsplit=1)[0].removeprefix("aws:")
        value = template.format(token=token, service=service, region=self._region, account=ACCOUNT)
        last_part = "name" if output == "arn" else output  # the program parses ARNs
        self._mark_of_value[token] = {value: f"<{name}.{output}>", token: f"<{name}.{last_part}>"}
        return value

    def readable(self, text: str) -> str:
        """Return `text` with its values replaced by `<name.output>`, `<account>`, `<project>`, `<stack>`."""
        for token in set(TOKEN.findall(text)):
            for value, mark in self._mark_of_value[token].items():
                text = text.replace(value, mark)
        text = re.sub(rf'(^|["/]){re.escape(NAME)}(?=$|["-])', r"\1<project>", text)
        text = re.sub(rf'(^|"|<project>-){re.escape(self._stack)}($|"|-)', r"\1<stack>\2", text)
        return text.replace(ACCOUNT, "<account>")


def known(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs that are completely known; the others are unknown as outputs too."""
    return {name: value for name, value in inputs.items() if not _unknown(value)}


def _unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_unknown, value.values()))
    return any(map(_unknown, value)) if isinstance(value, list) else isinstance(value, Unknown)
