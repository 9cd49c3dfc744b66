"""What an edit is looked at for before the program runs again, and what follows one that fails."""

import codecs
import io
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from local import following
from local.engine import Deployment
from local.following import Follower, complaint
from local.progress import Progress


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


class Deploys:
    """A process that deploys at once."""

    def run(self, _job: object) -> Deployment:
        return Deployment({}, [])


def starts(*outcomes: BaseException | None) -> Callable[[Path], Any]:
    """Return what stands for `Standby`: each start fails by its exception, or gives a process."""
    waiting = iter(outcomes)

    def start(_log: Path) -> Deploys:
        if failure := next(waiting, None):
            raise failure
        return Deploys()

    return start


NO_PROCESS = OSError(11, "Resource temporarily unavailable")


@pytest.mark.parametrize(
    ("before", "outcomes", "told"),
    [
        pytest.param("x = 1", [NO_PROCESS, None], "Resource temporarily unavailable", id="no process"),
        pytest.param("x = 1", [None, NO_PROCESS, None], "", id="no process for the next edit"),
        pytest.param("x = 1", [MemoryError(), None], "MemoryError", id="no memory"),
        pytest.param(f"x = {'-' * 100_000}1", [], "too complex", id="an edit too deep to parse"),
    ],
)
def test_whatever_an_edit_fails_by_the_next_is_brought_in(
    before: str,
    outcomes: list[BaseException | None],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "ROOT", tmp_path)
    monkeypatch.setattr(following, "Standby", starts(*outcomes))
    terminal = io.StringIO()
    shop: Any = SimpleNamespace(
        options=SimpleNamespace(directory=tmp_path), deployment=SimpleNamespace(resources=[])
    )
    follower = Follower(shop, Progress(terminal))
    threading.Thread(target=follower._follow, daemon=True).start()
    file = tmp_path / "components" / "edited.py"
    file.parent.mkdir()
    for content in (before, "x = 2"):
        file.write_text(content)
        follower._note(file)
        assert follower.up_to_date.wait(60)
    assert told in terminal.getvalue()
    assert terminal.getvalue().splitlines()[-1].startswith("✓ components/edited.py")
    assert (tmp_path / "outputs.json").exists()
