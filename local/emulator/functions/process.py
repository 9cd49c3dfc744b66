"""One process of one function: its code's folder, its environment, its work, its output."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("template.py")
RUNTIME = "awslambdaric.bootstrap"
ROOM = 16_384  # bytes, for the environments that copies show in place of the template's own
KILLED = 128 + signal.SIGKILL  # a process that ended without a word


@dataclass(frozen=True)
class Answer:
    """What a function answered: JSON. is_error: whether it is an error's description."""

    payload: bytes
    is_error: bool


class InitError(Exception):
    """The function could not start; `payload` is what its runtime said, as JSON."""

    def __init__(self, payload: bytes) -> None:
        super().__init__(payload.decode(errors="replace"))
        self.payload = payload


def error(kind: str, message: str) -> Answer:
    """Return the description of an error that no function wrote."""
    return Answer(json.dumps({"errorType": kind, "errorMessage": message}).encode(), is_error=True)


STOPPED = error("Runtime.Stopped", "the execution environment was stopped")


class Template:
    """The process that functions are copied from, see `template.py`; it starts with the first of them."""

    def __init__(self, runtime: str = RUNTIME) -> None:
        self._runtime = runtime
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def copy(self, connection: int, output: int) -> int:
        """Make a process that reads from `connection` what it shall run, and writes to `output`; return its number."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            assert self._requests is not None  # noqa: S101 `_start` made it
            socket.send_fds(self._requests, [b"+"], [connection, output])
            return int(self._requests.recv(32))

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
                [sys.executable, "-B", PROGRAM, self._runtime],
                cwd=PROGRAM.anchor,
                env={"PATH": os.environ.get("PATH", os.defpath), "PYTHONUTF8": "1", "ROOM": " " * ROOM},
                stdin=theirs.fileno(),
            )


TEMPLATE = Template()  # of this emulator's functions


class FunctionProcess:
    """Runs a handler, for one invocation at a time, until it ends or is stopped.

    path: folders of modules, the unpacked archive first; it's the working folder too. variables: the function's whole
    environment; nothing of the emulator's goes along. started: set when it first asks for an invocation.
    """

    def __init__(
        self, template: Template, handler: str, path: Sequence[Path], variables: Mapping[str, str]
    ) -> None:
        # A file, not a pipe: whatever the process wrote before it answered is there when it has answered.
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the process
        self._taken = 0
        self._left_by_stopped = ""
        self._stopped = False
        self._gone = threading.Event()
        self.started: Future[None] = Future()
        self._answer: Future[Answer] = Future()
        self._failure: Answer | None = None
        self._connection, theirs = Pipe()
        with theirs:
            self._id = template.copy(theirs.fileno(), self._output.fileno())
        variables = {**variables, "PATH": os.environ.get("PATH", os.defpath)}
        self._tell({"handler": handler, "path": [str(folder) for folder in path], "variables": variables})
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_running(self) -> bool:
        return not self._stopped and not self._gone.is_set()

    def hand_over(self, invocation: Mapping[str, Any]) -> Future[Answer]:
        """Let the process have an invocation; what is returned gets its answer or, if the process ends, that.

        invocation: as awslambdaric's InvocationRequest.
        """
        self._answer = answer = Future[Answer]()
        if self._failure is not None:  # it ended a moment ago
            _settle(answer, self._failure)
        self._tell(invocation)
        return answer

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
                os.kill(self._id, signal.SIGKILL)
        self._gone.wait()
        self._left_by_stopped = self.take_output()
        self._output.close()

    def _tell(self, message: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):  # if it's gone, whoever listens knows
            self._connection.send_bytes(json.dumps(message).encode())

    def _listen(self) -> None:
        code = KILLED
        with contextlib.suppress(EOFError, OSError, ValueError):  # the template ended first
            code = self._exit_code()
        self._connection.close()
        exited = error("Runtime.ExitError", f"Runtime exited with error: exit status {code}")
        self._failure = STOPPED if self._stopped else exited
        self._gone.set()
        _settle(self.started, InitError(self._failure.payload))
        _settle(self._answer, self._failure)

    def _exit_code(self) -> int:
        """Take what the process says, up to its end."""
        while True:
            word, _, rest = self._connection.recv_bytes().partition(b"\n")
            match word:
                case b"next":
                    _settle(self.started, None)
                case b"init_error":
                    _settle(self.started, InitError(rest))
                case b"ended":
                    return int(rest)
                case _:
                    _settle(self._answer, Answer(rest, is_error=word == b"error"))


def _settle(future: Future[Any], outcome: object) -> None:
    """Set the future's outcome, unless it has one: the first word counts."""
    with contextlib.suppress(InvalidStateError):
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
