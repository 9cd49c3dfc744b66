"""The second half of `make local`, in the program's environment: emulator, deployment and page, until it is stopped."""

import contextlib
import logging
import os
import signal
import sys
import time
from typing import NoReturn

from local import machine
from local.emulator_process import EmulatorProcess
from local.errors import LocalRunError, exit_code
from local.options import Options
from local.outputs import remove_outputs, write_outputs
from local.ports import require_free
from local.progress import Progress

OTHERS_READ_NOTHING = 0o077
log = logging.getLogger(__name__)


def main(options: Options) -> NoReturn:
    """Run until KeyboardInterrupt (exit code 0) or until something fails (1, after one line that says what).

    Ctrl-C raises KeyboardInterrupt, and so does SIGTERM through the handler that `local.command` sets.
    """
    machine.without_proxies()
    os.umask(OTHERS_READ_NOTHING)
    code = exit_code(lambda: _logged(options))
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    os._exit(code)  # an interrupted deployment has threads that would keep the process alive


def _logged(options: Options) -> None:
    details = options.directory / "deployment.log"
    try:
        options.directory.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(filename=details, filemode="w", level=logging.INFO)
        _run(options, Progress())
    except LocalRunError:
        raise
    except Exception as error:  # whatever it is, the user gets one line
        log.exception("the local run failed")
        raise LocalRunError(f"{type(error).__name__}: {error} (details: {details})") from error


def _run(options: Options, progress: Progress) -> NoReturn:
    started = time.monotonic()
    require_free(options.page_port, "GOPIZZA_PORT")
    require_free(options.emulator_port, "GOPIZZA_EMULATOR_PORT")
    with contextlib.ExitStack() as stack:
        emulator = EmulatorProcess(options.emulator_port, options.directory, options.page_origin)
        stack.callback(emulator.stop)
        stack.callback(remove_outputs, options.directory)
        stack.callback(_ignore_signals)
        # If the emulator ended, that is the cause of a failure; but stopping the run may stop both.
        stack.push(lambda kind, *_: emulator.check() if kind and issubclass(kind, Exception) else None)
        with progress.step("starting the emulator"):
            # Imports that take a second, while the emulator starts.
            from local.following import Follower  # noqa: PLC0415
            from local.provider import Aws  # noqa: PLC0415
            from local.shop import REGION, Shop  # noqa: PLC0415

            configuration = Shop.configuration(options)
            emulator.wait_until_ready()
        with progress.step("deploying the program"):
            aws = Aws(emulator.url, configuration[REGION], emulator.credentials)
            shop = Shop.deploy(options, configuration, aws)
        follower = Follower(shop, progress)
        with progress.step("checking the page and the API"):
            stack.callback(shop.serve_page(follower.up_to_date).close)
            shop.verify()
        greeting = shop.greeting(time.monotonic() - started)
        stack.callback(follower.close)
        follower.start()
        write_outputs(options.directory, shop.deployment.outputs)
        progress.say(greeting)
        raise emulator.wait_until_ended()


def _ignore_signals() -> None:
    """Keep a second Ctrl-C from leaving a half-stopped emulator; stopping takes ten seconds at most."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
