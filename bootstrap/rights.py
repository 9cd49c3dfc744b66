"""The policy documents of rights.yaml, for one environment."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

type Statement = dict[str, Any]

DOCUMENTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def placeholders(document: str) -> set[str]:
    """Return the placeholders of a document."""
    return set(PLACEHOLDER.findall(json.dumps(DOCUMENTS[document])))


def statements(document: str, place: Mapping[str, str | list[str]]) -> list[Statement]:
    """Return a document's statements; place: the values of its placeholders, KeyError for a missing one."""
    return [it for it in _filled(DOCUMENTS[document], place) if it.get("Resource") != []]


def _filled(said: Any, place: Mapping[str, str | list[str]]) -> Any:
    if isinstance(said, dict):
        return {name: _filled(value, place) for name, value in said.items()}
    if isinstance(said, list):
        filled = [_filled(it, place) for it in said]
        return [each for it in filled for each in (it if isinstance(it, list) else [it])]
    for name in PLACEHOLDER.findall(said):
        value = place[name]
        if isinstance(value, list):
            return [_filled(said.replace(f"${{{name}}}", it), place) for it in value]
        said = said.replace(f"${{{name}}}", value)
    return said
