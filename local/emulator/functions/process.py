"""One process of one function: its code's folder, its environment, its output."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

PROGRAM = Path(__file__).with_name("template.py")
RUNTIME_CLIENT = "awslambdaric.__main__"
ROOM = 16_384  # bytes, for the environments that copies show in place of the template's own
KILLED = 128 + signal.SIGKILL  # a process that ended without a word


class Template:
    """The process that functions are copied from, see `template.py`; it starts with the first of them."""

    def __init__(self, runtime_client: str = RUNTIME_CLIENT) -> None:
        self._runtime_client = runtime_client
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def copy(self, control: socket.socket, output: int) -> None:
        """Make a process that reads from `control` what it shall run, and writes to `output`."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            assert self._requests is not None  # noqa: S101 `_start` made it
            socket.send_fds(self._requests, [b"+"], [control.fileno(), output])

    def stop(self) -> None:
        """End it and all its copies, and wait for that."""
        with self._lock:
            if self._process and self._requests:
                self._requests.close()
                self._process.wait()

    def _start(self) -> None:
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-B", PROGRAM, self._runtime_client],
                cwd=PROGRAM.anchor,
                env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONUTF8": "1", "ROOM": " " * ROOM},
                stdin=theirs.fileno(),
            )


TEMPLATE = Template()  # of this emulator's functions


class FunctionProcess:
    """Runs a handler until it ends or is stopped.

    path: folders of modules, the unpacked archive first; it's the working folder too. variables: the function's whole
    environment; nothing of the emulator's goes along. ended: called with the exit code when it ends by itself.
    """

    def __init__(
        self,
        template: Template,
        handler: str,
        path: Sequence[Path],
        variables: Mapping[str, str],
        ended: Callable[[int], None],
    ) -> None:
        # A file, not a pipe: whatever the process wrote before it answered is there when it has answered.
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the process
        self._taken = 0
        self._left_by_stopped = ""
        self._stopped = False
        self._id: Future[int] = Future()
        self._gone = threading.Event()
        self._control, theirs = socket.socketpair()
        with theirs:
            template.copy(theirs, self._output.fileno())
        variables = {**variables, "PATH": os.environ.get("PATH", os.defpath)}
        what = {"handler": handler, "path": [str(folder) for folder in path], "variables": variables}
        self._control.sendall(json.dumps(what).encode() + b"\n")
        threading.Thread(target=self._wait, args=(ended,), daemon=True).start()

    @property
    def is_running(self) -> bool:
        return not self._stopped and not self._gone.is_set()

    def take_output(self) -> str:
        """Return what the process wrote since the last call."""
        if self._output.closed:
            left, self._left_by_stopped = self._left_by_stopped, ""
            return left
        file = self._output.fileno()
        # Read by position: the process writes through the same file, a seek here would move it there.
        output = os.pread(file, os.fstat(file).st_size - self._taken, self._taken)
        self._taken += len(output)
        return output.decode(errors="replace")

    def stop(self) -> None:
        """Kill the process and wait for its end; what it wrote can still be taken."""
        self._stopped = True
        with contextlib.suppress(ProcessLookupError):
            if not self._gone.is_set():
                os.kill(self._id.result(), signal.SIGKILL)
        self._gone.wait()
        self._left_by_stopped = self.take_output()
        self._output.close()

    def _wait(self, ended: Callable[[int], None]) -> None:
        numbers = self._control.makefile()
        try:
            self._id.set_result(int(numbers.readline()))
            code = int(numbers.readline())
        except (ValueError, OSError):  # the template ended first
            code = KILLED
            if not self._id.done():
                self._id.set_exception(ProcessLookupError())
        numbers.close()
        self._control.close()
        self._gone.set()
        if not self._stopped:
            ended(code)
