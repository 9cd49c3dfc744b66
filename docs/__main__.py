"""`python -m docs`: regenerate the documentation that is made from the code: whole files, and parts of pages."""

import functools
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from components.orders import order_schema
from components.rest_api import openapi
from docs import component, outcome, pictures, tables
from docs.marked import with_parts
from plans.stacks import ROOT

FILES: Mapping[str, Callable[[], str]] = {
    "docs/openapi.json": lambda: _json(
        openapi.description(order_schema(), title="goPizza orders", version="1")
    ),
    "docs/stepfunctions.schema.json": lambda: _json(component.schema()),
    "types/outcome.d.ts": outcome.types_text,
}
PAGES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "README.md": {"": component.snippets, "system": lambda: pictures.system(pictures.plan())},
    "docs/api.md": {"": component.tables, "outcome": outcome.sentences, "errors": tables.errors},
    "docs/architecture.md": {
        "": lambda: pictures.system(pictures.plan()),
        "workflow": lambda: pictures.workflow(pictures.states()),
    },
    "docs/local.md": {"workarounds": tables.workarounds},
    "docs/policies.md": {"": tables.policies},
    "docs/settings.md": {"": tables.settings},
}


def _json(content: object) -> str:
    return f"{json.dumps(content, indent=2)}\n"


GENERATED: Mapping[Path, Callable[[], str]] = {
    **{ROOT / file: text for file, text in FILES.items()},
    **{ROOT / page: functools.partial(with_parts, ROOT / page, parts) for page, parts in PAGES.items()},
}

if __name__ == "__main__":
    for file, text in GENERATED.items():
        file.write_text(text(), encoding="utf-8", newline="\n")
