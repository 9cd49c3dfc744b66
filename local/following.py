"""Deploys edits of the program to the running shop: the page, handlers, the workflow, components, settings."""

import contextlib
import json
import logging
import queue
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import minify
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from local import engine
from local.outputs import write_outputs
from local.paths import ROOT
from local.progress import Progress
from local.shop import Shop
from local.standby import Job, Standby

FOLDERS = ("components", "handlers", "site")
FILES = ("__main__.py", "Pulumi.yaml", f"Pulumi.{engine.STACK}.yaml")
CHANGES = {"created", "deleted", "modified", "moved"}
QUIET_SECONDS = 0.1  # editors write a file in several steps
PASSING = {"", ".swp", ".tmp"}  # of editors' temporary files
NAMED = 3  # files named in a line
PARSERS: dict[str, Callable[[bytes], object]] = {
    ".py": lambda content: compile(content, "", "exec"),
    ".json": json.loads,
    ".js": lambda content: minify.string("application/javascript", content.decode()),
}
log = logging.getLogger(__name__)


@dataclass
class Follower:
    """Watches the program's files and deploys changes, in another process, until it is closed.

    shop: the shop at the start.
    up_to_date: set while no edit waits, so that the page server can wait for it.
    """

    shop: Shop
    progress: Progress
    up_to_date: threading.Event = field(default_factory=threading.Event, init=False)
    _edited: "queue.Queue[Path]" = field(default_factory=queue.Queue)
    _made: dict[tuple[str, str], engine.Registered] = field(default_factory=dict)
    _standby: Standby | None = None
    _closed: bool = False

    def __post_init__(self) -> None:
        self.up_to_date.set()
        self._keep(self.shop.deployment.resources)

    def start(self) -> None:
        """Start; if the system can't watch so many files, say so in one line and follow nothing."""
        observer, handler = Observer(), _Handler(self._note)
        try:
            observer.schedule(handler, str(ROOT), recursive=False)
            for folder in FOLDERS:
                observer.schedule(handler, str(ROOT / folder), recursive=True)
            observer.start()
        except OSError as error:
            self.progress.say(f"edits aren't followed: {error.strerror}")
            return
        self._standby = self._next()
        threading.Thread(target=self._follow, name="follower", daemon=True).start()

    def close(self) -> None:
        """End the process that waits for an edit or deploys one."""
        self._closed = True
        if self._standby:
            self._standby.close()

    def _next(self) -> Standby:
        return Standby(self.shop.options.directory / "deployment.log")

    def _note(self, file: Path) -> None:
        if is_followed(file):
            self.up_to_date.clear()
            self._edited.put(file)

    def _follow(self) -> None:
        waiting: set[Path] = set()  # including those of edits that failed
        while True:
            waiting |= self._edits()
            if failure := self._attempt(waiting):
                self.progress.say(failure)
            else:
                waiting.clear()
            if self._edited.empty():
                self.up_to_date.set()

    def _edits(self) -> set[Path]:
        """Return the files of the next edit, after a moment without further changes."""
        files = {self._edited.get()}
        while True:
            try:
                files.add(self._edited.get(timeout=QUIET_SECONDS))
            except queue.Empty:
                return files

    def _attempt(self, files: Iterable[Path]) -> str:
        """Deploy the edits of these files; return what to say if that fails."""
        try:
            if wrong := complaint(files):
                return f"✗ {wrong}: the shop goes on as it was"
            self._bring_in(_named(files))
        except Exception as error:  # whatever it is, the next edit must be deployed
            log.exception("the edit could not be deployed")
            return f"  {engine.one_line(error) or type(error).__name__}"
        return ""

    def _bring_in(self, names: str) -> None:
        """Deploy the program as it is now."""
        try:
            with self.progress.step(names):
                self._standby = self._standby or self._next()
                made = self._standby.run(Job(self.shop.options, [*self._made.values()]))
            self._keep(made.resources)
            write_outputs(self.shop.options.directory, made.outputs)
        except engine.DeploymentError as error:
            self._keep(error.made)
            raise
        finally:
            self._standby = None  # a process takes one job
            if not self._closed:
                with contextlib.suppress(Exception):  # the next edit tries again, and says why it fails
                    self._standby = self._next()

    def _keep(self, made: Sequence[engine.Registered]) -> None:
        self._made |= {it.key: it for it in made}


class _Handler(FileSystemEventHandler):
    def __init__(self, note: Callable[[Path], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in CHANGES and not event.is_directory:
            for path in {event.src_path, event.dest_path} - {""}:
                self._note(Path(str(path)))


def is_followed(file: Path) -> bool:
    """Return whether a file belongs to the program, not to an editor or an interpreter."""
    parts = file.relative_to(ROOT).parts
    passing = any(it.startswith((".", "__pycache__")) for it in parts) or file.name.endswith("~")
    passing |= file.suffix in PASSING
    return not passing and (parts[0] in FOLDERS or parts in {(it,) for it in FILES})


def complaint(files: Iterable[Path]) -> str:
    """Return where a file of Python, JSON or JavaScript doesn't parse, or nothing."""
    for file in sorted(files):
        try:
            if file.suffix in PARSERS and file.exists():
                PARSERS[file.suffix](file.read_bytes())
        except (SyntaxError, json.JSONDecodeError) as error:
            return f"{file.relative_to(ROOT)}, line {error.lineno}: {error.msg}"
        except OSError as error:
            return f"{file.relative_to(ROOT)}: {error.strerror}"
        except ValueError as error:
            line = re.search(r"line (\d+)", str(error))
            place = f"{file.relative_to(ROOT)}, line {line[1]}" if line else str(file.relative_to(ROOT))
            return f"{place}: {error}".splitlines()[0]
    return ""


def _named(files: Iterable[Path]) -> str:
    names = sorted(str(file.relative_to(ROOT)) for file in files)
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
