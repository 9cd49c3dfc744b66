"""The engine tests edit the project by text and name resources: both are there, though no engine runs them here."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from plans.stacks import ROOT

MODULES = sorted(path.stem for path in (ROOT / "tests" / "engine").glob("*.py"))
ENOUGH = 15
NAMED = re.compile(r"[A-Z]\w+ [a-z0-9./-]+")  # `Kind name`
OF_THE_TESTS = {"Engine tests", "LogGroup log", "Table orders-book", "Table orders-table-book", "Table table"}


def edits(module: str) -> Iterator[tuple[str, str, str]]:
    """Give the arguments of every edit that the module's constants tell: file, old text, new text."""
    name = f"tests.engine.{module}"
    path = ROOT / Path(*name.split(".")).with_suffix(".py")
    known = vars(import_module(name))
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("edit", "edited"):
            given = ast.unparse(ast.Tuple(node.args, ast.Load()))
            try:
                yield eval(given, dict(known))  # noqa: S307 our own tests' text
            except NameError:  # a local variable's
                continue


@pytest.mark.parametrize("module", MODULES)
def test_what_an_engine_test_edits_is_there(module: str) -> None:
    added = ""  # by the module's earlier edits
    for file, old, new in edits(module):
        assert old in (ROOT / file).read_text() + added, f"{module} looks for {old!r} in {file}"
        added += new


def test_most_edits_are_seen() -> None:
    assert sum(len([*edits(module)]) for module in MODULES) >= ENOUGH


def test_every_resource_that_an_engine_test_names_is_planned() -> None:
    planned = "\n".join(path.read_text() for path in (ROOT / "plans").glob("*.yaml"))
    named = {
        node.value
        for module in MODULES
        for node in ast.walk(ast.parse((ROOT / "tests" / "engine" / f"{module}.py").read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.fullmatch(node.value)
    }
    ends = {name: r"" if name.endswith("-") else r"(?![\w.-])" for name in named}  # a beginning of names
    assert {name for name in named if not re.search(f":{name}{ends[name]}", planned)} == OF_THE_TESTS
    assert len(named) > 2 * ENOUGH
