"""The AWS CLI without its start at each command: `aws` asks a process that has it in memory, and forks.

`python -m tests.aws_cli SOCKET` is that process, in the emulator's environment, which has the CLI.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.paths import EMULATOR_ENVIRONMENT, ROOT, python_of

SERVICES = ("dynamodb", "lambda", "logs", "s3", "stepfunctions")  # whose descriptions are read once
MOST_BYTES = 100_000  # of a command
ASK = """#!{python} -SE
import array, json, os, socket, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect({path!r})
    told = json.dumps([os.getcwd(), sys.argv[1:]]).encode()
    server.sendmsg([told], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    sys.exit(int(server.recv(8) or b"255"))
"""


@contextmanager
def quick_aws(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Put a command `aws` into a folder, which works in this environment until the block ends."""
    path, command = folder / "aws.socket", folder / "aws"
    command.write_text(ASK.format(python=sys.executable, path=str(path)))
    command.chmod(0o700)
    serving = [python_of(EMULATOR_ENVIRONMENT), "-m", "tests.aws_cli", path]
    with subprocess.Popen(serving, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout
        try:
            assert server.stdout.readline(), "the AWS CLI doesn't start"
            yield
        finally:
            server.terminate()


def _serve(path: str) -> None:
    from awscli.clidriver import create_clidriver  # pyright: ignore # noqa: PLC0415 the emulator's environment has it

    cli = create_clidriver()
    for service in SERVICES:
        cli.session.get_service_model(service)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(path)
        listening.listen()
        print("ready", flush=True)
        while True:
            asked, _ = listening.accept()
            with asked:
                if not os.fork():
                    _answer(asked, cli)


def _answer(asked: socket.socket, cli: Any) -> None:
    """Run the command that is asked for on its caller's own streams, in its folder; tell the exit code."""
    told, streams, _, _ = socket.recv_fds(asked, MOST_BYTES, 3)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    folder, arguments = json.loads(told)
    os.chdir(folder)
    code = 255
    try:
        code = cli.main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        asked.send(str(code).encode())
        os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
