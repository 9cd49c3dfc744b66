"""The committed plans: `base.yaml` for a stack without settings, and for each stack the differences from it."""

import functools
from pathlib import Path
from typing import Any

import yaml

from local.stack_file import LOADER
from plans.difference import patch, patched, yaml_text
from plans.plan import plan
from plans.stacks import BASE

FOLDER = Path(__file__).parent
HEADER = "# {}: `make plan UPDATE=1` renews it, docs/plans.md explains it.\n"


def committed(stack: str) -> dict[str, Any]:
    """Return the stack's committed plan, or the base's if it has no file yet."""
    base = _read(BASE)
    return base if stack == BASE else patched(base, _read(stack))


def read(file: Path) -> dict[str, Any]:
    """Return the content of a plan's file."""
    return yaml.load(file.read_text(encoding="utf-8"), LOADER) or {}  # noqa: S506 - a safe loader


def renew(stack: str) -> None:
    """Write the stack's file; the base's must be written first."""
    made = plan(stack)
    if stack == BASE:
        what = "What a stack with the defaults of Pulumi.yaml registers with Pulumi's engine"
    else:
        made = patch(plan(BASE), made)
        what = f"How stack {stack} differs from base.yaml"
    file_of(stack).write_text(HEADER.format(what) + yaml_text(made), encoding="utf-8", newline="\n")
    _read.cache_clear()


def file_of(stack: str) -> Path:
    """Return the file of a stack's plan."""
    return FOLDER / f"{stack}.yaml"


@functools.cache
def _read(stack: str) -> dict[str, Any]:
    file = file_of(stack)
    return read(file) if file.exists() else {}
