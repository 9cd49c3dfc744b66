"""Drawings in Mermaid, made from the program: the system from `plans/base.yaml`, and the order workflow.

`python -m docs.pictures FOLDER` prints them in Markdown, with differences from the project in that folder in colour.
"""

import json
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from plans import files
from plans.stacks import BASE, ROOT

SERVICES = {  # the types that are drawn; the others configure them
    "aws:apigateway/stage:Stage": "API Gateway",
    "aws:cloudfront/distribution:Distribution": "CloudFront",
    "aws:dynamodb/table:Table": "DynamoDB",
    "aws:kms/key:Key": "KMS",
    "aws:lambda/function:Function": "Lambda",
    "aws:s3/bucket:Bucket": "S3",
    "aws:sfn/stateMachine:StateMachine": "Step Functions",
}
SHAPES = {"Choice": ('{"', '"}'), "Fail": ('(["', '"])'), "Pass": ('("', '")'), "Task": ('["', '"]')}
CHANGED = "  classDef changed stroke:#c2410c,stroke-width:4px"
_REFERENCE = re.compile(r"<([\w./-]+)\.\w+>|\"aws:[\w/:]+ ([\w./-]+)\"")

type Plan = Mapping[str, Any]


def system(plan: Plan, before: Plan | None = None) -> str:
    """Return the drawing of a plan's main resources, with what they use and what callers reach."""
    resources: Plan = plan["resources"]
    parts: dict[str, list[str]] = {}
    for key in filter(_is_drawn, resources):
        parts.setdefault(_name(_top(resources, key)), []).append(key)
    lines = ["flowchart LR", "  caller([a caller])"]
    for part, keys in parts.items():
        nodes = (f'    {_name(key)}["{SERVICES[_kind(key)]}<br>{_name(key)}"]' for key in keys)
        lines += [f"  subgraph {part}-part [{part}]", *nodes, "  end"]
    urls = [value for name, value in plan["outputs"].items() if name.endswith("Url")]
    lines += [f"  caller --> {_name(used)}" for used in _uses(resources, urls)]
    for key in filter(_is_drawn, resources):
        others = (used for used in _uses(resources, resources[key]) if used != key)
        lines += [f"  {_name(key)} --> {_name(used)}" for used in others]
    return _drawing(lines, _changed_resources(resources, (before or plan)["resources"], parts))


def workflow(definition: Plan, before: Plan | None = None) -> str:
    """Return the drawing of a definition's states; the paths of errors are dotted."""
    states: Plan = definition["States"]
    lines = ["flowchart TD"]
    for name, state in states.items():
        left, right = SHAPES[state["Type"]]
        lines += [f"  {name}{left}{name}{right}", *(f"  {name} {way}" for way in _ways(state))]
    known: Plan = (before or definition)["States"]
    return _drawing(lines, [name for name, state in states.items() if known.get(name) != state])


def _ways(state: Plan) -> Iterator[str]:
    for choice in state.get("Choices", ()):
        value = next(json.dumps(it) for operator, it in choice.items() if operator.endswith("Equals"))
        yield f"-->|{choice['Variable'].removeprefix('$.')} = {value}| {choice['Next']}"
    for way, label in (("Next", ""), ("Default", "|otherwise|")):
        if way in state:
            yield f"-->{label} {state[way]}"
    for catch in state.get("Catch", ()):
        errors = " ".join(catch["ErrorEquals"]).replace("States.ALL", "any error")
        yield f"-.->|{errors}| {catch['Next']}"


def _uses(resources: Plan, entry: Any, seen: frozenset[str] = frozenset()) -> list[str]:
    """Return the drawn resources to which an entry refers, directly or through resources that aren't drawn."""
    named = {first or second for first, second in _REFERENCE.findall(json.dumps(entry))} - seen
    found: set[str] = set()
    for key in (key for key in resources if _name(key) in named):
        found |= {key} if _is_drawn(key) else {*_uses(resources, resources[key], seen | named)}
    return sorted(found)


def _changed_resources(resources: Plan, before: Plan, parts: Mapping[str, list[str]]) -> list[str]:
    """Return the nodes that changed, and the frames in which something changed that isn't drawn."""
    changed = {key for key in {**resources, **before} if resources.get(key) != before.get(key)}
    nodes = {key for key in changed if _is_drawn(key) and key in resources}
    tops = {_name(_top({**before, **resources}, key)) for key in changed - nodes}
    return sorted({_name(key) for key in nodes} | {f"{part}-part" for part in tops & parts.keys()})


def _drawing(lines: list[str], changed: Collection[str]) -> str:
    coloured = [CHANGED, f"  class {','.join(changed)} changed"] if changed else []
    return "\n".join(["```mermaid", *lines, *coloured, "```\n"])


def _top(resources: Plan, key: str) -> str:
    parent = resources[key].get("parent")
    return _top(resources, parent) if parent else key


def _kind(key: str) -> str:
    return key.partition(" ")[0]


def _name(key: str) -> str:
    return key.partition(" ")[2]


def _is_drawn(key: str) -> bool:
    return _kind(key) in SERVICES


def plan(project: Path = ROOT) -> Plan:
    """Return a project's committed base plan."""
    return files.read(project / files.file_of(BASE).relative_to(ROOT))


def states(project: Path = ROOT) -> Plan:
    """Return the definition of a project's workflow."""
    return json.loads((project / "components/orders/workflow.asl.json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    before = Path(sys.argv[1])
    print("## What changes\nIn colour: what differs, or contains a difference.\n")
    print(system(plan(), plan(before)))
    print(workflow(states(), states(before)))
