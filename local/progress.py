"""Steps on the terminal, with their seconds while they run."""

import contextlib
import io
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

TERMINAL_TICK_SECONDS = 0.2
LOG_TICK_SECONDS = 10.0  # if lines can't be rewritten, as in a log of CI
ERASED_LINE = "\r\033[K"


@dataclass
class Progress:
    """Prints the running steps. Several may run at once; on a terminal their line is rewritten in place."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    _running: dict[str, float] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        if isinstance(self.out, io.TextIOWrapper):
            self.out.reconfigure(errors="replace")  # a terminal that has no ✓ shows ?

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show `what` with its seconds until the block ends; if the block raises, show a cross."""
        started, done, mark = time.monotonic(), threading.Event(), "✗"
        with self._lock:
            self._running[what] = started
        ticker = threading.Thread(target=self._tick, args=(what, done), daemon=True)
        ticker.start()
        try:
            yield
            mark = "✓"
        finally:
            done.set()
            ticker.join()
            with self._lock:
                del self._running[what]
                self.say(f"{mark} {what}  {time.monotonic() - started:.1f} s")

    def say(self, text: str = "", end: str = "\n") -> None:
        """Print a line in place of the one that is rewritten."""
        with self._lock:
            self.out.write(f"{ERASED_LINE if self.out.isatty() else ''}{text}{end}")
            self.out.flush()

    def _tick(self, what: str, done: threading.Event) -> None:
        """Show every running step now and then, from the thread of the oldest step."""
        terminal = self.out.isatty()
        while not done.wait(TERMINAL_TICK_SECONDS if terminal else LOG_TICK_SECONDS):
            with self._lock:
                if what == next(iter(self._running)):
                    now = time.monotonic()
                    steps = [f"{step}  {now - since:.0f} s" for step, since in self._running.items()]
                    self.say(f"… {'  · '.join(steps)}", end="" if terminal else "\n")
