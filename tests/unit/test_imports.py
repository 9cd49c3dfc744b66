"""Modules import one another in one direction: who changes one needn't know the ones that import it."""

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from plans.stacks import ROOT

ROOMS = ("bootstrap", "components", "docs", "handlers", "local", "plans", "policies")
FILES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for room in ROOMS
    for file in (ROOT / room).rglob("*.py")
    if ".venv" not in file.parts  # the policies' own
}


def imports(name: str, file: Path) -> Iterator[str]:
    """Give the project's modules that a module imports, wherever in it."""
    package = name.split(".") if file.stem == "__init__" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                part = f"{module}.{alias.name}"
                if part in FILES or module in FILES:
                    yield part if part in FILES else module


def test_no_modules_import_one_another_in_a_circle() -> None:
    assert FILES
    graph = {name: set(imports(name, file)) - {name} for name, file in FILES.items()}
    assert "local.options" in graph["local.run"]
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(f"{' imports '.join(reversed(circle.args[1]))}: give what they share a module of its own")
