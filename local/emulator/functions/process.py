"""One process of one function: its code's folder, its environment, its output."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

BOOTSTRAP = Path(__file__).with_name("bootstrap.py")


class FunctionProcess:
    """Runs a handler until it ends or is stopped.

    code: the unpacked archive. variables: the function's whole environment; nothing of the emulator's goes along.
    ended: called with the exit code when the process ends by itself.
    """

    def __init__(
        self, handler: str, code: Path, variables: Mapping[str, str], ended: Callable[[int], None]
    ) -> None:
        # A file, not a pipe: whatever the process wrote before it answered is there when it has answered.
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as the process
        self._taken = 0
        self._left_by_stopped = ""
        self._stopped = False
        self._process = subprocess.Popen(
            [sys.executable, BOOTSTRAP, handler],
            cwd=code,
            env={**variables, "PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._wait, args=(ended,), daemon=True).start()

    @property
    def is_running(self) -> bool:
        return not self._stopped and self._process.poll() is None

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
        self._process.kill()
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._left_by_stopped = self.take_output()
        self._output.close()

    def _wait(self, ended: Callable[[int], None]) -> None:
        code = self._process.wait()
        if not self._stopped:
            ended(code)
