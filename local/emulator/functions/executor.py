"""What LocalEmu asks of an execution environment, done by a process on this machine.

LocalEmu keeps environments, leases and credentials; it makes one executor for each environment.
"""

import json
import os
import time
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from localemu.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localemu.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localemu.services.lambda_.invocation.layer_mounter import prepare_merged_opt
from localemu.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from local.emulator.functions.process import TEMPLATE, FunctionProcess
from local.emulator.functions.runtime_api import Answer, InitError, Invocation, RuntimeApi

LONGEST_TIMEOUT_SECONDS = 900
HOST = "127.0.0.1"


class ProcessExecutor(RuntimeExecutor):
    """One environment: a Runtime API and the process that asks it for work.

    A process that was killed at its timeout, or that ended by itself, is started anew at the next invocation.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:  # noqa: A002 LocalEmu's name
        super().__init__(id, function_version)
        self._variables: dict[str, str] = {}
        self._api: RuntimeApi | None = None
        self._process: FunctionProcess | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Start the function and wait until it asks for work; StatusErrorException with the runtime's error."""
        self._variables = {name: str(value) for name, value in env_vars.items() if value is not None}
        self._start(LONGEST_TIMEOUT_SECONDS)  # LocalEmu watches a first start: it calls `stop`

    def stop(self) -> None:
        process, api = self._process, self._api
        self._process = self._api = None
        if process:
            process.stop()
        if api:
            api.fail(_error("Runtime.Stopped", "the execution environment was stopped"))
            api.close()

    def invoke(self, payload: dict[str, str], function_timeout: int | None = None) -> InvocationResult:
        """Run one invocation. A timeout or an end of the process is an answer, named as AWS names it.

        A start that becomes necessary here counts within the function's timeout.
        Source: docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
        """
        seconds = function_timeout or LONGEST_TIMEOUT_SECONDS
        deadline = time.time() + seconds
        if self._process is None or not self._process.is_running:
            self.stop()
            self._start(seconds)
        api, process = self._api, self._process
        assert api is not None  # noqa: S101 `_start` made both, or raised
        assert process is not None  # noqa: S101
        invocation = Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            trace_id=payload["trace-id"],
            deadline_ms=int(deadline * 1000),
            payload=payload["payload"].encode(),
        )
        api.hand_over(invocation)
        try:
            answer = invocation.answer.result(max(0.0, deadline - time.time()))
        except FutureTimeoutError:
            process.stop()
            late = f"RequestId: {invocation.request_id} Error: Task timed out after {seconds:.2f} seconds"
            answer = Answer(_error("Sandbox.Timedout", late), is_error=True)
        logs = self._logs(invocation.request_id, process.take_output(), answer)
        return InvocationResult(invocation.request_id, answer.payload, is_error=answer.is_error, logs=logs)

    def get_logs(self) -> str:
        return self._process.take_output() if self._process else ""

    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST

    def get_runtime_endpoint(self) -> str:
        return ""  # of LocalEmu's own init program, which is not used here

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.destroy_cached()

    def _start(self, limit: float) -> None:
        path = self._path()
        api = self._api = RuntimeApi()
        self._process = FunctionProcess(
            TEMPLATE,
            handler=self._variables.get("_HANDLER", ""),
            path=path,
            variables=self._process_variables(api, path),
            ended=lambda exit_code: api.fail(_exited(exit_code)),
        )
        try:
            api.started.result(limit)
        except InitError as error:
            self.stop()
            raise StatusErrorException("the function did not start", error.payload) from error
        except FutureTimeoutError as error:
            self.stop()
            late = _error("Sandbox.Timedout", f"Task timed out after {limit:.2f} seconds")
            raise StatusErrorException("the function did not start in time", late) from error

    def _path(self) -> list[Path]:
        code = self.function_version.config.code
        if code is None:
            raise LambdaRuntimeException("only functions from a zip archive run here, not container images")
        layers = prepare_merged_opt(self.function_version)
        archive = Path(code.get_unzipped_code_location())
        return [archive, Path(layers) / "python"] if layers else [archive]

    def _process_variables(self, api: RuntimeApi, path: list[Path]) -> dict[str, str]:
        return self._variables | {
            "AWS_LAMBDA_RUNTIME_API": f"{api.key}@{api.address}",
            "LAMBDA_TASK_ROOT": str(path[0]),
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def _logs(self, request_id: str, output: str, answer: Answer) -> str:
        """Return the output with AWS's lines around it; a function that logs as JSON has its own lines only."""
        if self._variables.get("AWS_LAMBDA_LOG_FORMAT") == "JSON":
            late = answer.is_error and not output
            return answer.payload.decode(errors="replace") if late else output
        version = self.function_version.id.qualifier
        return f"START RequestId: {request_id} Version: {version}\n{output}\nEND RequestId: {request_id}\n"


def _exited(exit_code: int) -> bytes:
    return _error("Runtime.ExitError", f"Runtime exited with error: exit status {exit_code}")


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()
