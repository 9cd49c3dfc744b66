"""What documentation takes from the package of `components/rest_api`: its schema, tables of it, and the examples."""

import inspect
import json
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from components.rest_api import errors
from docs import outcome
from docs.marked import table, with_part
from docs.pictures import system_now
from plans.stacks import ROOT

SCHEMA = Path(__file__).with_name("stepfunctions.schema.json")
API, README = Path(__file__).with_name("api.md"), ROOT / "README.md"
EXAMPLES = {"python": "__main__.py", "typescript": "index.ts", "yaml": "Pulumi.yaml"}
FIRST_LINE = "Once per account and region"  # of what a program needs that has a machine already


def schema_text() -> str:
    """Return the package's schema as it is committed."""
    return f"{json.dumps(_schema(), indent=2)}\n"


def api_text() -> str:
    """Return docs/api.md with a table of each component's arguments and outputs, and of each type of them."""
    schema = _schema()
    parts = [_component(token, it) for token, it in schema["resources"].items()]
    for token, it in schema["types"].items():
        if "properties" in it:
            parts.append(f"\n`{_name(token)}` is\n\n{_table(it['properties'], it.get('required', []))}")
        else:
            values = table(("value", ""), [(f"`{one['value']}`", one["description"]) for one in it["enum"]])
            parts.append(f"\n`{_name(token)}` is one of\n\n{values}")
    return with_part(API, "".join(parts), outcome=outcome.sentences(), errors=_errors())


def _errors() -> str:
    told = [(str(it.status), f"`{it.code}`", it.when, it.then) for it in errors.CONTRACT.values()]
    return table(("status", "code", "when", "what to do"), told)


def readme_text() -> str:
    """Return the README with the system's drawing, and what each example says after its machine is there."""
    snippets = "\n".join(_snippet(language) for language in EXAMPLES)
    return with_part(README, snippets, system=system_now())


def _snippet(language: str) -> str:
    text = (ROOT / "examples" / language / EXAMPLES[language]).read_text(encoding="utf-8")
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if FIRST_LINE in line)
    return "\n".join((f"```{language}", *lines[first:], "```\n"))


def _schema() -> dict[str, Any]:
    """Return the package's schema; Python before 3.13 leaves docstrings indented."""
    made = runpy.run_path(str(ROOT / "components/rest_api/__main__.py"))["provider"]()
    schema = json.loads(made.schema)
    for it in (*schema["resources"].values(), *schema["types"].values()):
        it["description"] = inspect.cleandoc(it["description"])
    return schema


def _component(token: str, it: Mapping[str, Any]) -> str:
    arguments = _table(it["inputProperties"], it["requiredInputs"])
    outputs = table(("output", "type", ""), [_told(name, out) for name, out in it["properties"].items()])
    return f"\n#### {_name(token)}\n{arguments}\n{outputs}"


def _table(properties: Mapping[str, Any], required: list[str]) -> str:
    rows = [
        (*_told(name, it)[:2], "required" if name in required else _default(it), it["description"])
        for name, it in properties.items()
    ]
    return table(("argument", "type", "default", ""), rows)


def _told(name: str, it: Mapping[str, Any]) -> tuple[str, str, str]:
    return f"`{name}`", _type(it), it["description"]


def _default(it: Mapping[str, Any]) -> str:
    return f"`{json.dumps(it['default'])}`" if "default" in it else ""


def _type(it: Mapping[str, Any]) -> str:
    if "$ref" in it:
        return "anything" if it["$ref"].endswith("/Any") else _name(it["$ref"])
    if it["type"] == "array":
        return f"list of {_type(it['items'])}"
    return f"map of {_type(it['additionalProperties'])}" if it["type"] == "object" else it["type"]


def _name(token: str) -> str:
    return token.rpartition(":")[2]
