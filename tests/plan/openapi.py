"""The shop's API in OpenAPI: `python -m tests.plan.openapi` writes docs/openapi.json anew."""

import json
from typing import Any

from components.orders import order_schema
from components.rest_api import openapi
from tests.plan.program import ROOT

DOCUMENT = ROOT / "docs" / "openapi.json"


def document() -> dict[str, Any]:
    """Return the description of the API that `__main__.py` puts before the order workflow."""
    return openapi.description(order_schema(), title="goPizza orders", version="1")


def text() -> str:
    """Return the file's content."""
    return json.dumps(document(), indent=2) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(text(), encoding="utf-8")
