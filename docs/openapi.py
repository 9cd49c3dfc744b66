"""The shop's API in OpenAPI, written to docs/openapi.json."""

import json
from pathlib import Path
from typing import Any

from components.orders import order_schema
from components.rest_api import openapi

DOCUMENT = Path(__file__).with_name("openapi.json")


def document() -> dict[str, Any]:
    """Return the description of the API that `__main__.py` puts before the order workflow."""
    return openapi.description(order_schema(), title="goPizza orders", version="1")


def text() -> str:
    """Return the file's content."""
    return json.dumps(document(), indent=2) + "\n"
