"""The lists of this folder's YAML files."""

from pathlib import Path
from typing import Any

import yaml


def entries(name: str) -> list[Any]:
    """Return what `<name>.yaml` of this folder lists."""
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
