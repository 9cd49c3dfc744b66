"""What can be ordered: the menu, and the schema of an order made for it."""

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
HANDLERS = _HERE.parents[1] / "handlers"


def menu() -> dict[str, Any]:
    """Return the menu that the functions price by: `{"currency", "items": [{"id", "name", "price", …}]}`."""
    return _read(HANDLERS / "menu.json")


def order_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 4) of an order, with the menu's item ids, and with as many lines as it has items.

    It keeps to what API Gateway's models offer: no `oneOf`, `default` or numeric `exclusiveMinimum`.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    schema = _read(_HERE / "order.schema.json")
    ids = [item["id"] for item in menu()["items"]]
    items = schema["properties"]["items"]
    items["maxItems"] = len(ids)
    items["items"]["properties"]["item"]["enum"] = ids
    return schema


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
