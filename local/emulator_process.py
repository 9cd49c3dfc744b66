"""The emulator's process."""

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from local.credentials import AwsFiles, Credentials
from local.emulator import launch
from local.errors import LocalRunError
from local.paths import EMULATOR_ENVIRONMENT, python_of

START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 10
GONE_TIMEOUT_SECONDS = 2
POLL_SECONDS = 0.05


class EmulatorProcess:
    """Starts the emulator in its own session, so that a terminal's Ctrl-C reaches only the run, which stops it.

    directory: for its data, its log and its deployer's credentials. page: the origin of the shop's page.
    module: the emulator as Python runs it.
    """

    def __init__(
        self, port: int, directory: Path, page: str | None = None, module: str = launch.MODULE
    ) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self.log = directory / "emulator.log"
        self.credentials = Credentials.new()
        self._files = AwsFiles(directory)
        self._files.write(self.credentials, self.url, launch.REGION)
        given = launch.Launch(port, directory, self.credentials, page, module)
        command, environment = launch.command(python_of(EMULATOR_ENVIRONMENT), given)
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,  # it closes with this process, which ends the emulator
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return when it answers; LocalRunError if it has ended or takes over a minute."""
        for _ in _looks(START_TIMEOUT_SECONDS):
            if self._answers():
                return
            self.check()
        raise LocalRunError(f"the emulator did not answer within {START_TIMEOUT_SECONDS} s: see {self.log}")

    def check(self) -> None:
        """Raise LocalRunError if the emulator has ended."""
        if (code := self._process.poll()) is not None:
            raise self._ended(code)

    def wait_until_ended(self) -> LocalRunError:
        """Wait until the emulator ends by itself; return the error that says so."""
        return self._ended(self._process.wait())

    def stop(self) -> None:
        """Ask it to end, kill it after ten seconds, and make sure that no process of its session is left."""
        self._files.remove()
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_TIMEOUT_SECONDS)
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(
            ProcessLookupError, PermissionError
        ):  # none is left, which macOS calls EPERM
            for _ in _looks(GONE_TIMEOUT_SECONDS):
                os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.stdin:
            self._process.stdin.close()

    def _ended(self, code: int) -> LocalRunError:
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return LocalRunError(f"the emulator ended {how}: see {self.log}, then start again")

    def _answers(self) -> bool:
        """Return whether it refuses an unsigned call, as it does when it is ready."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.HTTPStatus.FORBIDDEN
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _looks(seconds: float) -> Iterator[None]:
    """Yield repeatedly for so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(POLL_SECONDS)
