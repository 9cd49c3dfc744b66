"""Documentation that is made of the code."""

from pathlib import Path

import pytest

from docs.__main__ import GENERATED


@pytest.mark.parametrize("file", GENERATED, ids=lambda file: file.name)
def test_a_generated_document_is_what_the_code_gives(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == GENERATED[file](), f"docs/{file.name} is old: run `make docs`"
