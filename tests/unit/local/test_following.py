"""What an edit is looked at for, before the program runs again."""

import codecs
from pathlib import Path

import pytest

from local import following
from local.following import complaint


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("marked.py", codecs.BOM_UTF8 + b"x = 1\n"),
        ("declared.py", b'# -*- coding: latin-1 -*-\nx = "\xe9"\n'),
        ("marked.json", codecs.BOM_UTF8 + b"{}\n"),
    ],
)
def test_what_python_reads_is_no_complaint(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "ROOT", tmp_path)
    (tmp_path / name).write_bytes(content)
    assert complaint([tmp_path / name]) == ""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows edits must not end by it; root may read all, so it's a folder here."""
    monkeypatch.setattr(following, "ROOT", tmp_path)
    (tmp_path / "closed.py").mkdir()
    assert complaint([tmp_path / "closed.py"]) == "closed.py: Is a directory"
