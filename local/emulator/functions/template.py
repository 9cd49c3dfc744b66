"""The process that functions are copied from, which has imported boto3 beforehand: a copy takes milliseconds.

Run by path, with the runtime's module as the only argument. Standard input is a socket to the emulator: it brings two
descriptors for each function, a connection and where its output goes, and takes the copy's process number. What to run
comes over that connection and is read by the copy alone: nothing of one function is ever in the memory that another one
is copied from. Then it brings invocations and takes answers, last the exit code; each is a word, a newline, the rest.
"""

import contextlib
import functools
import gc
import importlib
import json
import os
import queue
import select
import signal
import socket
import sys
import threading
import time
from importlib.machinery import PathFinder
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

SERVICES = ("dynamodb", "kms", "polly", "s3")  # whose descriptions are read beforehand
CONNECTION = 3  # its descriptor in a copy
MOST_FILES = 1 << 20  # more than a process has open here, where the system's own limit is none
BY_SIGNAL = 128  # a shell adds it to a signal's number to make an exit code


def warm_up() -> None:
    """Import what every client of AWS needs; no session, credential or connection stays."""
    import boto3  # noqa: PLC0415 after what is known without it
    import botocore.session  # noqa: PLC0415

    botocore.session.create_loader = functools.cache(botocore.session.create_loader)
    for service in SERVICES:
        boto3.Session("none", "none").client(service, "us-east-1")
    gc.collect()
    gc.freeze()  # a collection in a copy would write to all of it, and so copy all of it


class Copier:
    """Makes copies of this process, and tells each function's end over its own connection."""

    def __init__(self) -> None:
        self._requests = socket.socket(fileno=0)
        self._ended, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._functions: dict[int, int] = {}  # process to connection

    def serve(self) -> tuple[int, int]:
        """Make copies until the emulator ends, then end with them. Return in each copy, with its descriptors."""
        while True:
            ready, _, _ = select.select([self._requests, self._ended], [], [])
            if self._ended in ready:
                os.read(self._ended, 4096)
                self._tell_ends()
            if self._requests in ready:
                message, descriptors, _, _ = socket.recv_fds(self._requests, 1, 2)
                if not message:
                    break
                connection, output = descriptors
                process = os.fork()
                if process == 0:
                    return connection, output
                os.close(output)
                self._functions[process] = connection
                with contextlib.suppress(OSError):
                    self._requests.send(str(process).encode())
        for process in self._functions:
            os.kill(process, signal.SIGKILL)
        while self._functions:
            self._functions.pop(os.wait()[0])
        sys.exit()

    def _tell_ends(self) -> None:
        while self._functions:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            code = os.waitstatus_to_exitcode(status)
            with Connection(self._functions.pop(process)) as connection, contextlib.suppress(OSError):
                connection.send_bytes(b"ended\n%d" % (code if code >= 0 else BY_SIGNAL - code))


def take_over(connection: int, output: int) -> Connection:
    """Keep nothing of the process that this one is a copy of, and nothing open but its output and its connection."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(connection, CONNECTION, inheritable=False)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.closerange(CONNECTION + 1, min(os.sysconf("SC_OPEN_MAX"), MOST_FILES))
    return Connection(CONNECTION)


class RuntimeClient:
    """What AWS's runtime takes for its client of Lambda's Runtime API; here all goes over the connection.

    Source: github.com/aws/aws-lambda-python-runtime-interface-client (lambda_runtime_client.py)
    """

    def __init__(self, runtime: ModuleType, connection: Connection) -> None:
        self._runtime, self._connection = runtime, connection
        self._asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def marshaller(self) -> Any:
        """The class's own: a function's author may have set another one."""
        return self._runtime.LambdaRuntimeClient.marshaller

    def wait_next_invocation(self) -> SimpleNamespace:
        self._tell("next", "")
        return SimpleNamespace(**json.loads(self._asked.get()))

    def post_invocation_result(self, _id: str, result: str | bytes, *_: object) -> None:
        self._tell("response", result)

    def post_invocation_error(self, _id: str, error: str, *_: object) -> None:
        self._tell("error", error)

    def post_init_error(self, error: dict[str, Any], *_: object) -> None:
        self._tell("init_error", json.dumps(error))

    def _tell(self, word: str, rest: str | bytes) -> None:
        self._connection.send_bytes(
            f"{word}\n".encode() + (rest if isinstance(rest, bytes) else rest.encode())
        )

    def _listen(self) -> None:
        """End with the emulator: the connection's other end closes however that ends."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._asked.put(self._connection.recv_bytes())
        os._exit(1)


def run(runtime: str, known: set[str], connection: Connection) -> None:
    """Run a handler as an interpreter would that is started in the archive's folder, the first of the path."""
    told: dict[str, Any] = json.loads(connection.recv_bytes())
    handler, path, variables = told["handler"], told["path"], told["variables"]
    os.chdir(path[0])
    os.environ.clear()
    os.environ.update(variables)
    show(variables)
    time.tzset()
    if brings_its_own(path, known):
        for module in set(sys.modules) - known:
            del sys.modules[module]
    sys.path[:0] = path
    sys.argv = [runtime, handler]
    module = importlib.import_module(runtime)
    module.run(handler, RuntimeClient(module, connection))


def show(variables: dict[str, str]) -> None:
    """Let Linux tell this environment to who asks about the process, as if it had been started with it.

    Source: man7.org/linux/man-pages/man5/proc_pid_stat.5.html (env_start, env_end)
    """
    with contextlib.suppress(OSError), Path("/proc/self/mem").open("r+b", 0) as memory:
        numbers = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        start, end = (int(number) for number in numbers[47:49])
        text = "".join(f"{name}={value}\0" for name, value in variables.items()).encode(errors="replace")
        memory.seek(start)
        memory.write(text[: end - start].ljust(end - start, b"\0"))


def brings_its_own(path: list[str], known: set[str]) -> bool:
    """Return whether a package that was imported beforehand is in the function's archive or layers: that one counts."""
    packages = {module.partition(".")[0] for module in set(sys.modules) - known}
    found = (PathFinder.find_spec(package, path) for package in packages)
    return any(spec is not None and spec.loader is not None for spec in found)


if __name__ == "__main__":
    sys.path.pop(0)  # this file's folder: functions must see their own code only
    known_without = set(sys.modules)
    warm_up()
    run(sys.argv[1], known_without, take_over(*Copier().serve()))
