"""Lambda functions as processes on this machine, where LocalEmu would start Docker containers."""

from local.emulator.when_imported import instead_of


@instead_of("localemu.services.lambda_.invocation.runtime_executor", "get_runtime_executor")
def process_executor(_docker: object) -> type:
    from local.emulator.functions.executor import ProcessExecutor  # noqa: PLC0415 it imports LocalEmu's Lambda

    return ProcessExecutor
