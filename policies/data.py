"""The files of this folder that say what is judged."""

from pathlib import Path
from typing import Any

import yaml


def entries(name: str) -> list[Any]:
    """Return what `<name>.yaml` lists."""
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
