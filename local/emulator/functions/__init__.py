"""Lambda functions as processes on this machine, where LocalEmu would start Docker containers."""

from typing import Any

from local.emulator.functions import environments, logs
from local.emulator.when_imported import when_imported

EXECUTORS = "localemu.services.lambda_.invocation.runtime_executor"


def install() -> None:
    """Make LocalEmu run functions by `ProcessExecutor`, few at once, and log where they should."""
    when_imported(EXECUTORS, _replace)
    environments.install()
    logs.install()


def _replace(executors: Any) -> None:
    def process_executor() -> type:
        from local.emulator.functions.executor import ProcessExecutor  # noqa: PLC0415 it imports LocalEmu's Lambda

        return ProcessExecutor

    executors.get_runtime_executor = process_executor
