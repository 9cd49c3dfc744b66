"""A program run against Pulumi's mock of the engine, until every registration has landed."""

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

    preview: outputs that the monitor doesn't give are unknown, a `pulumi.output.Unknown` among the stack's.
    """

    async def outputs() -> dict[str, Any]:
        pulumi.runtime.set_mocks(
            monitor.mocks, project=project, stack=stack, preview=preview, monitor=monitor
        )
        await run_pulumi_func(cast(Callable[[], None], program))
        stack_outputs = cast(Any, get_root_resource()).outputs
        known = {name: pulumi.Output.from_input(value) for name, value in stack_outputs.items()}
        return {name: await output.future(with_unknowns=True) for name, output in known.items()}

    gc.disable()  # a quarter of the time goes into looking through objects that all stay until the end
    try:  # in a thread of its own: an event loop may be running in this one, such as a browser's
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, outputs()).result()
    finally:  # a program that failed leaves calls behind, for which the next one would wait
        runtime = cast(Any, SETTINGS)
        runtime.rpc_manager.clear()
        runtime.outputs.clear()
        gc.enable()
