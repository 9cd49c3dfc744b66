"""The process that functions are copied from, which has imported boto3 beforehand: a copy takes milliseconds.

Run by path, with the runtime client's module as the only argument. Standard input is a socket to the emulator,
over which come two descriptors for each function: a socket, and where its output goes. What to run comes over that
socket and is read by the copy alone: nothing of one function is ever in the memory that another one is copied from.
The socket tells the process's number first, and its exit code at the end.
"""

import base64
import contextlib
import functools
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

SERVICES = ("dynamodb", "kms", "polly", "s3")  # whose descriptions are read beforehand
RUNTIME_API, RUNTIME_API_CLIENT = "AWS_LAMBDA_RUNTIME_API", "awslambdaric.lambda_runtime_client"
FIRST_OWN_DESCRIPTOR = 3
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
    """Makes copies of this process, and tells each function's end over its own socket."""

    def __init__(self) -> None:
        self._requests = socket.socket(fileno=0)
        self._ended, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._functions: dict[int, int] = {}  # process to socket

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
                control, output = descriptors
                process = os.fork()
                if process == 0:
                    return control, output
                os.close(output)
                tell(control, process)
                self._functions[process] = control
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
            control = self._functions.pop(process)
            tell(control, code if code >= 0 else BY_SIGNAL - code)
            os.close(control)


def tell(control: int, number: int) -> None:
    """Tell the emulator about a function, if it still listens."""
    with contextlib.suppress(OSError):
        os.write(control, f"{number}\n".encode())


def take_over(control: int, output: int) -> dict[str, Any]:
    """Keep nothing of the process that this one is a copy of; return what the emulator says of the function."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for descriptor, place in ((control, 0), (output, 1), (output, 2)):
        os.dup2(descriptor, place)
    os.closerange(FIRST_OWN_DESCRIPTOR, os.sysconf("SC_OPEN_MAX"))
    with open(0, closefd=False) as told:
        return json.loads(told.readline())


def run(
    runtime_client: str, known: set[str], handler: str, path: list[str], variables: dict[str, str]
) -> None:
    """Run a handler as an interpreter would that is started in the archive's folder, the first of the path."""
    threading.Thread(target=end_with_the_emulator, daemon=True).start()
    os.chdir(path[0])
    os.environ.clear()
    os.environ.update(variables)
    show(variables)
    time.tzset()
    if brings_its_own(path, known):
        for module in set(sys.modules) - known:
            del sys.modules[module]
    sys.path[:0] = path
    sys.argv = [runtime_client, handler]
    client = importlib.import_module(runtime_client)
    if RUNTIME_API_CLIENT in sys.modules:
        hand_over_key(sys.modules[RUNTIME_API_CLIENT].LambdaRuntimeClient)
    client.main(sys.argv)


def hand_over_key(client: Any) -> None:
    """Let the runtime client's part in Python send the key that stands before the Runtime API's address.

    Its part in C++, which read the address when it was imported, sends it as curl does. The function sees neither.
    """
    key, _, os.environ[RUNTIME_API] = os.environ[RUNTIME_API].rpartition("@")
    authorization = {"Authorization": f"Basic {base64.b64encode(key.encode()).decode()}"}
    call = client.call_rapid

    def call_with_key(
        *asked: Any,
    ) -> None:  # itself, method, path, expected status; for a POST a body and headers
        call(*asked[:5], headers={**(asked[5] if asked[5:] else {}), **authorization})

    client.call_rapid = call_with_key


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


def end_with_the_emulator() -> None:
    """The emulator holds the socket's other end: it closes however the emulator ends."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    sys.path.pop(0)  # this file's folder: functions must see their own code only
    known_without = set(sys.modules)
    warm_up()
    run(sys.argv[1], known_without, **take_over(*Copier().serve()))
