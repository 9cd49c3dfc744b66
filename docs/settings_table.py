"""The table of docs/settings.md: types and descriptions as Pulumi.yaml has them, bounds as the program reads them."""

import json
from pathlib import Path
from typing import Any

import yaml

from components.rest_api.args import words
from components.settings import RULES
from docs.marked import table, with_part
from plans.stacks import ROOT

FILE = Path(__file__).with_name("settings.md")


def text() -> str:
    """Return the file's content."""
    declared: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))["config"]
    rows = [
        (f"`{key}`", words(RULES[key]), f"`{json.dumps(it['default'])}`", it["description"])
        for key, it in declared.items()
        if ":" not in key
    ]
    return with_part(FILE, table(("key", "must be", "default", ""), rows))
