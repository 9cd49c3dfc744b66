"""Which texts an order may hold. The API's schema is made from the same patterns.json, and the page refuses the same.

Refused: control characters, ends of lines, halves of a surrogate pair, and marks that turn the direction of writing (a
name with U+202E would turn round the sentence that tells the outcome). And there must be something to see:
Unicode's Default_Ignorable_Code_Points, blanks and the empty Braille cell are nothing.
Sources: www.unicode.org/reports/tr9/#Directional_Formatting_Characters,
www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
"""

import functools
import json
import re
from pathlib import Path

_UNSEEN_BEYOND_FFFF = r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"


def is_line(text: object, longest: int) -> bool:
    """Return whether this is a line of text with something to see in it, of at most `longest` characters."""
    if not isinstance(text, str) or len(text) > longest:
        return False
    refused = re.search(rf"[{_texts()['refused']}\ud800-\udfff]", text)
    return not refused and bool(re.search(rf"[^{_texts()['unseen']}{_UNSEEN_BEYOND_FFFF}]", text))


def has_form(text: object, form: str) -> bool:
    """Return whether this is a text of the form that patterns.json calls so."""
    return isinstance(text, str) and re.fullmatch(_texts()[form], text) is not None


@functools.cache
def _texts() -> dict[str, str]:
    return json.loads(Path(__file__).with_name("patterns.json").read_text(encoding="utf-8"))
