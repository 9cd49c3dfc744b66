"""Walk every way through a state machine's definition, and tell what a state reads that nothing has written.

Data is told by its shape: a dictionary of what is known to be there, or ANYTHING.
Source: docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

ANYTHING = None
FAULT = {"Error": ANYTHING, "Cause": ANYTHING}
CONTEXT = {
    "Execution": {"Id": ANYTHING, "Name": ANYTHING, "StartTime": ANYTHING},
    "State": {"EnteredTime": ANYTHING, "RetryCount": ANYTHING},
}
_PATH = re.compile(r"\${1,2}(?:\.{1,2}[A-Za-z]\w*)*")

type Shape = Mapping[str, Any] | None


def shape_of(schema: Mapping[str, Any]) -> Shape:
    """Return what is there for sure in anything that follows a JSON Schema."""
    if schema.get("type") != "object":
        return ANYTHING
    return {name: shape_of(schema["properties"][name]) for name in schema["required"]}


def faults(machine: Mapping[str, Any], given: Shape) -> list[str]:
    """Return what is wrong on some way from the start to an end; every state must be on one."""
    found, seen = set[str](), set[str]()
    ways = [("the start", machine["StartAt"], given)]
    while ways:
        before, name, data = ways.pop()
        state = machine["States"][name]
        seen.add(name)
        missing = {path for path in _reads(state) if not _is_there(path, data)}
        found |= {f"after {before}, {name} reads {path}, which nothing has written" for path in missing}
        ways += [(name, *following) for following in _next(state, data)]
    found |= {f"{name} is on no way" for name in machine["States"].keys() - seen}
    return sorted(found)


def output(machine: Mapping[str, Any], given: Shape) -> Iterator[Shape]:
    """Give the shape of every successful end's output."""
    ways = [(machine["StartAt"], given)]
    while ways:
        name, data = ways.pop()
        state = machine["States"][name]
        if state.get("End"):
            yield _at(state.get("OutputPath", "$"), _done(state, data))
        ways += _next(state, data)


def _reads(state: Mapping[str, Any]) -> Iterator[str]:
    yield from _paths(state.get("Parameters", {}))
    yield from (choice["Variable"] for choice in state.get("Choices", []))
    if "End" not in state and state.get("OutputPath"):
        yield state["OutputPath"]


def _paths(template: object) -> Iterator[str]:
    if isinstance(template, dict):
        for key, value in template.items():
            yield from _PATH.findall(value) if key.endswith(".$") else _paths(value)


def _is_there(path: str, data: Shape) -> bool:
    try:
        _at(path, data)
    except KeyError:
        return False
    return True


def _at(path: str, data: Shape) -> Shape:
    """Return what stands at a path; KeyError if nothing is sure to."""
    root: Any = CONTEXT if path.startswith("$$") else data
    if ".." in path:  # finds a list, of none too
        return ANYTHING
    for name in path.lstrip("$").split(".")[1:]:
        if root is ANYTHING:
            return ANYTHING
        root = root[name]
    return root


def _next(state: Mapping[str, Any], data: Shape) -> Iterator[tuple[str, Shape]]:
    for catch in state.get("Catch", []):
        yield catch["Next"], _written(data, catch.get("ResultPath", "$"), FAULT)
    for choice in state.get("Choices", []):
        yield choice["Next"], data
    if "Default" in state:
        yield state["Default"], data
    if "Next" in state:
        yield state["Next"], _done(state, data)


def _done(state: Mapping[str, Any], data: Shape) -> Shape:
    result = state.get("ResultSelector", state.get("Result"))
    if result is None and state["Type"] == "Pass":
        result = state.get("Parameters")
        if result is None:
            return data
    return _written(data, state.get("ResultPath", "$"), _shape(result))


def _shape(template: object) -> Shape:
    if not isinstance(template, dict):
        return ANYTHING
    return {key.removesuffix(".$"): _shape(value) for key, value in template.items()}


def _written(data: Shape, path: str | None, result: Shape) -> Shape:
    if path is None:
        return data
    *parents, last = path.split(".")[1:] or [""]
    if not last:
        return result
    changed = copy.deepcopy(dict(data or {}))
    target: Any = changed
    for name in parents:
        target = target[name]
    target[last] = result
    return changed
