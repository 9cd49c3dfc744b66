"""How a run ends."""

from pathlib import Path

import pytest

from local import run
from local.errors import LocalRunError
from local.options import Options
from local.progress import Progress


class Ended:
    """An emulator that ended while the run was starting. why: what then came up."""

    why: BaseException

    def __init__(self, *_: object) -> None:
        self.url = "http://127.0.0.1:1"

    def wait_until_ready(self) -> None:
        raise self.why

    def check(self) -> None:
        raise LocalRunError("the emulator ended")

    def stop(self) -> None:
        """It has."""


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Options:
    monkeypatch.setattr(run, "EmulatorProcess", Ended)
    monkeypatch.setattr(run, "require_free", lambda *_: None)
    monkeypatch.setattr(run, "_ignore_signals", lambda: None)
    return Options(tmp_path, 1, 2)


@pytest.mark.parametrize(
    ("why", "told"), [(ValueError("no answer"), LocalRunError), (KeyboardInterrupt(), KeyboardInterrupt)]
)
def test_an_emulator_that_ended_is_the_cause_of_a_failure_but_not_of_a_stop(
    why: BaseException, told: type[BaseException], started: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stops a service, or the machine, ends both processes at once: that is no failure."""
    monkeypatch.setattr(Ended, "why", why, raising=False)
    with pytest.raises(told):
        run._run(started, Progress())
