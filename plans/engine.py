"""Runs a program against Pulumi's mocks of the engine, until every registration is done."""

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pulumi
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import SETTINGS, get_root_resource
from pulumi.runtime.stack import run_pulumi_func


def run(
    program: Callable[[], object], monitor: MockMonitor, stack: str, project: str, preview: bool = False
) -> dict[str, Any]:
    """Run `program` and return the stack's outputs; `monitor` gets every registration.

    preview: outputs that the monitor doesn't return are unknown: `pulumi.output.Unknown` in the stack's outputs.
    """

    async def outputs() -> dict[str, Any]:
        pulumi.runtime.set_mocks(
            monitor.mocks, project=project, stack=stack, preview=preview, monitor=monitor
        )
        await run_pulumi_func(cast(Callable[[], None], program))
        stack_outputs = cast(Any, get_root_resource()).outputs
        known = {name: pulumi.Output.from_input(value) for name, value in stack_outputs.items()}
        return {name: await output.future(with_unknowns=True) for name, output in known.items()}

    gc.disable()  # a quarter of the time would be spent on objects that live until the end
    try:  # in another thread: this one may have a running event loop, such as a browser's
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, outputs()).result()
    finally:  # a failed program leaves pending calls, for which the next one would wait
        runtime = cast(Any, SETTINGS)
        runtime.rpc_manager.clear()
        runtime.outputs.clear()
        gc.enable()
