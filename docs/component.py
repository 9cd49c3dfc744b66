"""Documentation of the package `components/rest_api`: its schema, tables of it, and the examples."""

import inspect
import json
import runpy
from collections.abc import Mapping
from typing import Any

from docs.marked import table
from plans.stacks import ROOT

EXAMPLES = {"python": "__main__.py", "typescript": "index.ts", "yaml": "Pulumi.yaml"}
FIRST_LINE = "Once per account and region"  # of the example's part after the state machine


def schema() -> dict[str, Any]:
    """Return the package's schema; Python before 3.13 leaves docstrings indented."""
    made = runpy.run_path(str(ROOT / "components/rest_api/__main__.py"))["provider"]()
    said = json.loads(made.schema)
    for it in (*said["resources"].values(), *said["types"].values()):
        it["description"] = inspect.cleandoc(it["description"])
    return said


def tables() -> str:
    """Return a table of each component's arguments and outputs, and of each type of them."""
    said = schema()
    parts = [_component(token, it) for token, it in said["resources"].items()]
    for token, it in said["types"].items():
        if "properties" in it:
            parts.append(f"\n`{_name(token)}` is\n\n{_table(it['properties'], it.get('required', []))}")
        else:
            values = table(("value", ""), [(f"`{one['value']}`", one["description"]) for one in it["enum"]])
            parts.append(f"\n`{_name(token)}` is one of\n\n{values}")
    return "".join(parts)


def snippets() -> str:
    """Return the part of each example after its state machine."""
    return "\n".join(_snippet(language) for language in EXAMPLES)


def _snippet(language: str) -> str:
    text = (ROOT / "examples" / language / EXAMPLES[language]).read_text(encoding="utf-8")
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if FIRST_LINE in line)
    return "\n".join((f"```{language}", *lines[first:], "```\n"))


def _component(token: str, it: Mapping[str, Any]) -> str:
    arguments = _table(it["inputProperties"], it["requiredInputs"])
    told = [(f"`{name}`", _type(out), out["description"]) for name, out in it["properties"].items()]
    outputs = table(("output", "type", ""), told)
    return f"\n#### {_name(token)}\n{arguments}\n{outputs}"


def _table(properties: Mapping[str, Any], required: list[str]) -> str:
    rows = []
    for name, it in properties.items():
        default = f"`{json.dumps(it['default'])}`" if "default" in it else ""
        rows.append((f"`{name}`", _type(it), "required" if name in required else default, it["description"]))
    return table(("argument", "type", "default", ""), rows)


def _type(it: Mapping[str, Any]) -> str:
    if "$ref" in it:
        return "anything" if it["$ref"].endswith("/Any") else _name(it["$ref"])
    if it["type"] == "array":
        return f"list of {_type(it['items'])}"
    return f"map of {_type(it['additionalProperties'])}" if it["type"] == "object" else it["type"]


def _name(token: str) -> str:
    return token.rpartition(":")[2]
