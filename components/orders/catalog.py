"""What can be ordered: the menu, and the schema of an order."""

import ast
import json
from pathlib import Path
from typing import Any

from handlers.patterns import has_form

_HERE = Path(__file__).parent
HANDLERS = _HERE.parents[1] / "handlers"
DISH = {
    "id": ("dish", "up to 32 lower case letters, digits and hyphens, a letter first"),
    "price": ("total", 'an amount in quotes, such as "12.50"'),
}


def menu() -> dict[str, Any]:
    """Return the menu with the prices: `{"currency", "items": [{"id", "name", "price", …}]}`.

    Raises ValueError, in one sentence, for a dish that nobody could order.
    """
    found, known = _read(HANDLERS / "menu.json"), set[str]()
    for item in found["items"]:
        for name, (form, words) in DISH.items():
            if not has_form(item.get(name), form):
                raise ValueError(
                    f"handlers/menu.json: a dish's {name} must be {words}, got {item.get(name)!r}"
                )
        if item["id"] in known:
            raise ValueError(f"handlers/menu.json: two dishes have the id {item['id']}")
        known.add(item["id"])
    return found


def order_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 4) of an order, with the menu's item ids, and at most as many lines as items.

    It uses only what API Gateway's models support: no `oneOf`, `default` or numeric `exclusiveMinimum`.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    text = (_HERE / "order.schema.json").read_text(encoding="utf-8")
    for name, pattern in _patterns().items():
        text = text.replace(f'"${{{name}}}"', json.dumps(pattern))
    schema = json.loads(text)
    ids = [item["id"] for item in menu()["items"]]
    items = schema["properties"]["items"]
    items["maxItems"] = len(ids)
    items["items"]["properties"]["item"]["enum"] = ids
    return schema


def _patterns() -> dict[str, str]:
    """Return the schema's patterns: those of the handlers, for a validator that uses JavaScript's expressions.

    It reads text as UTF-16, so a character beyond U+FFFF is a pair. It doesn't anchor patterns, and with `$` other
    validators would accept a final line break. It also tries patterns on too long texts, which `most` limits.
    """
    texts, end, most = _read(HANDLERS / "patterns.json"), r"(?![\s\S])", r"[\s\S]{0,400}"
    half = r"[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]"
    unseen = r"\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|[\udb40-\udb43][\udc00-\udfff]"
    pair = rf"(?!{unseen})[\ud800-\udbff][\udc00-\udfff]"
    return {
        "line": rf"^(?!{most}(?:[{texts['refused']}]|{half})){most}?(?:[^{texts['unseen']}\ud800-\udfff]|{pair})",
        "phone": f"^{texts['phone']}{end}",
        "total": f"^{texts['total']}{end}",
        "keyId": rf"^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{{12}}:key/[A-Za-z0-9-]+{end}",
        "ciphertext": f"^[A-Za-z0-9+/]{{342}}=={end}",
    }


def files_of(module: str) -> set[str]:
    """Return the files of `handlers` that a module needs: itself, its imports, and data files of the same names."""
    found, waiting = {"__init__.py"}, [module]
    while waiting:
        name = waiting.pop()
        if f"{name}.py" in found:
            continue
        source = (HANDLERS / f"{name}.py").read_text(encoding="utf-8")
        found |= {f"{name}.py", *(path.name for path in HANDLERS.glob(f"{name}.json"))}
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module == "handlers":
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("handlers."):
                waiting.append(str(node.module).removeprefix("handlers."))
    return found


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
