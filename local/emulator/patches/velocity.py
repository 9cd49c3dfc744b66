r"""`$util.escapeJavaScript` escapes all that AWS does, apostrophes too, so a template that forgets to undo that breaks
here as well; `$input.json` wastes no space.

AWS escapes as Apache Commons Lang does: quotes, backslashes, slashes, control characters, everything that isn't ASCII,
and apostrophes as `\'`, which JSON doesn't allow: templates undo that by `.replaceAll("\\'", "'")`. LocalEmu escapes
as JSON does, so a template that forgets to undo it works here and breaks on AWS.

LocalEmu's `$input.json` writes blanks after commas and colons, and `\u00e9` for é, so an input counts for up to six
times its length. No page says how AWS writes it: here it is as short as JSON can be.
Sources: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html,
commons.apache.org/proper/commons-lang/javadocs/api-2.6/org/apache/commons/lang/StringEscapeUtils.html
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from local.emulator.when_imported import instead_of

TEMPLATES = "localemu.services.apigateway.next_gen.execute_api.template_mapping"
ESCAPED = re.compile(r"\\u(....)|\\.|['/]")  # by JSON, or by Commons Lang alone
LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # Python holds no others


def escape_java_script(text: str) -> str:
    """Return `text` escaped as by Commons Lang's StringEscapeUtils.escapeJavaScript; astral characters as two units."""

    def as_commons_lang(escaped: re.Match[str]) -> str:
        if escaped[1]:
            return "\x7f" if escaped[1] == "007f" else f"\\u{escaped[1].upper()}"
        return escaped[0] if escaped[0].startswith("\\") else f"\\{escaped[0]}"

    return ESCAPED.sub(as_commons_lang, json.dumps(text)[1:-1])


def shortest_json(value: Any) -> str:
    """Return `value` as JSON without blanks, characters as they are; halves of a surrogate pair can't be."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@instead_of(TEMPLATES, "VelocityUtilApiGateway.escapeJavaScript")
def escape(escaped: Any, util: object, value: Any) -> str:
    """LocalEmu knows what becomes of numbers, null and the empty string."""
    return escape_java_script(value) if isinstance(value, str) and value.strip() else escaped(util, value)


@instead_of(TEMPLATES, "VelocityInput.json")
def write(_spaced: Any, given: Any, path: str) -> str:
    found = given._extract_json_path(path or "$")
    return shortest_json("" if found is None else found)


@instead_of("localemu.utils.aws.templating", "recurse_object")
def extend_texts(_each_value: Any, variables: Any, change: Any) -> Any:
    """`change` does nothing but for dictionaries, whose strings it gives Java's methods."""
    for part in dictionaries(variables):
        change(part)
    return variables


def dictionaries(value: Any) -> Iterator[dict[Any, Any]]:
    """Yield all dictionaries in a value, the outer ones first."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from dictionaries(part)
