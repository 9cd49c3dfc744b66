"""Inputs that must arrive in an execution as they were sent: what has ever broken a template, an escape or a parser."""

import json
from collections.abc import Mapping

from tests.system.corpus.shapes import SHAPES
from tests.system.corpus.texts import TEXTS

ALL_TEXTS: Mapping[str, str] = {
    f"{group}: {name}": text for group, texts in TEXTS.items() for name, text in texts.items()
}


def _carrying(text: str) -> str:
    """Return an input that has a text as a value, as a key, and deeper."""
    return json.dumps({"text": text, text: [text, {"deep": {text: text}}]}, ensure_ascii=False)


# By name, the input as JSON, spelled as it's sent.
INPUTS: Mapping[str, str] = {
    **{name: _carrying(text) for name, text in ALL_TEXTS.items()},
    **{f"{group}: {name}": text for group, shapes in SHAPES.items() for name, text in shapes.items()},
}
