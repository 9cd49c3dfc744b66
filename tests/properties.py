"""How property tests run, and any JSON for them.

Few examples, other ones each time; a failure prints the line that brings its example back.
"""

import json
import re
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.system.corpus import ALL_TEXTS

SMALL = settings(
    max_examples=100,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SURROGATE = re.compile("[\ud800-\udfff]")
TEXTS = (
    st.text(max_size=20)
    | st.text("'\"\\\\/#$!{}()\ud83c\u2028", max_size=8)
    | st.sampled_from([*ALL_TEXTS.values()])
    # Hypothesis also takes words of the program. This one before any number is what the scan for cards looks for.
).filter(lambda text: "securityCode" not in text)
NUMBERS = st.integers() | st.integers(-(2**64), 2**64) | st.floats(allow_nan=False, allow_infinity=False)
JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def spelled(value: Any, ascii_only: bool = False) -> bytes:
    """Return JSON, in which only halves of surrogate pairs must be escaped."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()
