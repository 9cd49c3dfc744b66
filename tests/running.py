"""The local run as tests use it: `python -m local` in a folder and on ports of its own."""

import configparser
import contextlib
import functools
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.credentials import AwsFiles, Credentials
from local.emulator_process import EmulatorProcess
from local.paths import EMULATOR_ENVIRONMENT, python_of
from local.provider import Aws

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_SECONDS = 120
STOP_TIMEOUT_SECONDS = 30
POLL_SECONDS = 0.05
LOG_TAIL_LINES = 40
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".local", "node_modules", "__pycache__", ".*_cache")

LISTEN = "0A"  # the state's number in /proc/net/tcp
LOOPBACK_ADDRESSES = {
    "0100007F",
    "00000000000000000000000001000000",
}  # 127.0.0.1 and ::1 as Linux writes them


def listening(pids: set[int]) -> set[tuple[str, int]]:
    """Return the addresses, in Linux's hexadecimal form, and the ports on which these processes listen."""
    links: set[str] = set()
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # one that just ended
            for descriptor in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208 names are enough
                with contextlib.suppress(FileNotFoundError):  # one that was just closed
                    links.add(str(Path(f"/proc/{pid}/fd/{descriptor}").readlink()))
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    local = [row[1].partition(":") for row in rows if row[3] == LISTEN and f"socket:[{row[9]}]" in links]
    return {(address, int(port, 16)) for address, _, port in local}


def descendants(pid: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # one that just ended
            # The name before the parent may hold anything, brackets and spaces included.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found, new = set(), {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new}
        found |= new
    return found


def still_there(pids: set[int]) -> set[int]:
    """Return those of the processes that have not ended."""
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def oldest_python() -> str:
    """Return Python 3.10, the oldest for which Pulumi is, where it's installed; else the one that runs."""
    candidates = (shutil.which("python3.10"), *Path.home().glob(".pyenv/versions/3.10.*/bin/python3.10"))
    for candidate in filter(None, candidates):
        asked = subprocess.run([candidate, "-c", ""], capture_output=True, check=False)
        if asked.returncode == 0:  # pyenv's own python3.10 fails where its setting is another
            return str(candidate)
    return sys.executable


def told_by_emulators_python(module: str, *arguments: str, given: str = "") -> Any:
    """Run a module in the emulator's environment; return the JSON of its last line. given: its standard input."""
    ended = subprocess.run(
        [python_of(EMULATOR_ENVIRONMENT), "-m", module, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        text=True,
        timeout=START_TIMEOUT_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def free_port() -> int:
    """Return a port that nothing listens on right now."""
    while True:
        port = random.randrange(20_000, 32_000)  # below those that systems give to whoever connects meanwhile
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextlib.contextmanager
def account(directory: Path) -> Iterator[Aws]:
    """Run an emulator with all that tests ask of it, as an empty account; its data and log are in the folder."""
    process = EmulatorProcess(free_port(), directory, module="tests.emulator")
    try:
        process.wait_until_ready()
        yield Aws(process.url, "us-east-2", process.credentials)
    finally:
        process.stop()


def copied_project(folder: Path) -> Path:
    """Copy the project to a folder that isn't there yet."""
    return with_environments(shutil.copytree(ROOT, folder, ignore=NOT_COPIED))


def with_environments(folder: Path) -> Path:
    """Let the environments of a copy be those of this project."""
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".local").mkdir()
    (folder / ".local" / "emulator-venv").symlink_to(ROOT / ".local" / "emulator-venv")
    return folder


@dataclass
class LocalRun:
    """One `python -m local`: its process, its folder, its ports, and the terminal's text in `terminal_log`."""

    directory: Path
    page_port: int = field(default_factory=free_port)
    emulator_port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes]" = field(init=False)

    def start(self, *command: str, project: Path = ROOT) -> None:
        """Start it, by another command if one is given; see `wait_until_ready`."""
        self.directory.mkdir(parents=True, exist_ok=True)
        ports = {"GOPIZZA_PORT": str(self.page_port), "GOPIZZA_EMULATOR_PORT": str(self.emulator_port)}
        with self.terminal_log.open("wb") as log:
            self.process = subprocess.Popen(
                command or [sys.executable, "-m", "local", "--directory", self.directory],
                cwd=project,
                start_new_session=bool(command),
                env={**os.environ, **ports},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> dict[str, Any]:
        """Return the stack's outputs once outputs.json is there; AssertionError with the log's tail if it ends."""
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        pause = threading.Event()
        while not self.outputs_path.exists():
            assert self.process.poll() is None, f"the local run ended:\n{self.tail()}"
            assert time.monotonic() < deadline, f"not ready in {START_TIMEOUT_SECONDS} s:\n{self.tail()}"
            pause.wait(POLL_SECONDS)
        return json.loads(self.outputs_path.read_text())

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal and return the exit code; a run that does not end is killed and fails the test."""
        self.process.send_signal(with_signal)
        try:
            return self.process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"not stopped within {STOP_TIMEOUT_SECONDS} s:\n{self.tail()}") from None

    def tail(self) -> str:
        """Return the last lines of everything that the run logged."""
        logs = sorted(self.directory.glob("*.log"))
        return "\n".join(
            f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:])
            for log in logs
        )

    @property
    def terminal_log(self) -> Path:
        return self.directory / "terminal.log"

    @property
    def aws_files(self) -> Path:
        return AwsFiles(self.directory).directory

    @property
    def outputs_path(self) -> Path:
        return self.directory / "outputs.json"


@dataclass(frozen=True)
class RunningShop:
    """A shop that answers. outputs: the stack's outputs."""

    run: LocalRun
    outputs: dict[str, Any]

    @property
    def stage_url(self) -> str:
        return self.outputs["stageUrl"]

    @property
    def website_url(self) -> str:
        return self.outputs["websiteUrl"]

    @property
    def emulator_url(self) -> str:
        return f"http://127.0.0.1:{self.run.emulator_port}"

    @property
    def log_path(self) -> Path:
        return self.run.directory / "emulator.log"

    @property
    def credentials(self) -> Credentials:
        """The deployer's, as the run's files tell them."""
        told = configparser.ConfigParser()
        told.read(self.run.aws_files / "credentials")
        return Credentials(
            *(told["default"][f"aws_{name}"] for name in ("access_key_id", "secret_access_key"))
        )

    @functools.cached_property
    def aws(self) -> Aws:
        """The emulator, as its deployer sees it."""
        return Aws(self.emulator_url, "us-east-2", self.credentials)

    def client(self, service: str) -> Any:
        """Return a boto3 client of the emulator with the deployer's credentials."""
        return self.aws.client(service)

    def seen_by(self, key: str, secret: str, token: str | None = None) -> Aws:
        """Return the emulator, as who has these credentials sees it."""
        return Aws(self.emulator_url, "us-east-2", Credentials(key, secret, token))

    def seen_with(self, taken: Mapping[str, str]) -> Aws:
        """Return the emulator, as who took a role sees it. taken: what STS gave."""
        return self.seen_by(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"])
