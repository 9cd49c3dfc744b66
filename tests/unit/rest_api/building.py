"""Build the API through Pulumi's mocks and keep what the registrations said: inputs, parents and options."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast

import pulumi
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import run_pulumi_func

from components.rest_api import ApiLogging, StepFunctionsRestApi, StepFunctionsRestApiArgs
from tests.graph import ACCOUNT, REGION, Recorder

MACHINE = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:workflow"
EXECUTIONS = f"arn:aws:states:{REGION}:{ACCOUNT}:execution:workflow:"
ORIGIN = "https://shop.example"
SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}


class Watching(MockMonitor):
    """Pulumi's mock of the engine, which also remembers each request."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder)
        self.registered = recorder.registered
        self.requests: dict[str, Any] = {}
        self.outputs: dict[str, set[str]] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the engine's spelling
        response = super().RegisterResource(request)
        self.requests[response.urn] = request
        return response

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 - the engine's spelling
        self.outputs[request.urn] = set(request.outputs.keys())
        return super().RegisterResourceOutputs(request)

    def one(self, token: str, name: str | None = None) -> dict[str, Any]:
        """Return the inputs of the one resource of a type, or of the one that also has this name."""
        found = [it for it in self.registered if it.typ == token and name in (None, it.name)]
        assert len(found) == 1, f"expected one {token} {name or ''}, found {[it.name for it in found]}"
        return found[0].inputs

    def all(self, token: str) -> dict[str, dict[str, Any]]:
        return {it.name: it.inputs for it in self.registered if it.typ == token}

    def request(self, token: str) -> Any:
        """Return the request that registered the one resource of a type."""
        (found,) = [request for request in self.requests.values() if request.type == token]
        return found


def watch(program: Callable[[], None]) -> Watching:
    """Run `program` and return what it registered, once every registration has landed."""
    recorder = Recorder()
    monitor = Watching(recorder)

    async def run() -> None:
        pulumi.runtime.set_mocks(recorder, project="project", stack="test", preview=False, monitor=monitor)
        await run_pulumi_func(program)

    try:
        asyncio.run(run())
    finally:  # a program that failed leaves calls behind, for which the next one would wait
        runtime = cast(Any, SETTINGS)
        runtime.rpc_manager.clear()
        runtime.outputs.clear()
    return monitor


def api_args(**changes: Any) -> StepFunctionsRestApiArgs:
    settings: Mapping[str, Any] = {
        "state_machine_arn": MACHINE,
        "input_schema": SCHEMA,
        "allowed_origins": [ORIGIN],
    }
    return StepFunctionsRestApiArgs(**{**settings, **changes})


def api(**changes: Any) -> Watching:
    """Build the API, with its own endpoint and the account's log role."""

    def program() -> None:
        logging = ApiLogging("logging")
        opts = pulumi.ResourceOptions(depends_on=[logging])
        StepFunctionsRestApi("api", api_args(**changes), opts)

    return watch(program)
