"""The emulator as a process of its own."""

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
    """Starts the emulator in a session of its own, so that a terminal's Ctrl-C reaches only who stops it in order.

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
                stdin=subprocess.PIPE,  # it closes with this process, and the emulator ends then
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return once it answers; LocalRunError when it ended or takes over a minute."""
        for _ in _looks(START_TIMEOUT_SECONDS):
            if self._answers():
                return
            self.check()
        raise LocalRunError(f"the emulator did not answer within {START_TIMEOUT_SECONDS} s: see {self.log}")

    def check(self) -> None:
        """Raise LocalRunError when the emulator has ended."""
        if (code := self._process.poll()) is not None:
            raise self._ended(code)

    def wait_until_ended(self) -> LocalRunError:
        """Wait for the emulator to end by itself; return the sentence that tells so."""
        return self._ended(self._process.wait())

    def stop(self) -> None:
        """Ask it to end, make it end after ten seconds, and make sure that nothing of its session stays."""
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
        """Return whether it refuses a call without a signature, as soon as it serves."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.HTTPStatus.FORBIDDEN
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _looks(seconds: float) -> Iterator[None]:
    """Come again and again for so long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        yield
        time.sleep(POLL_SECONDS)
