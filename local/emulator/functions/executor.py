"""What LocalEmu asks of an execution environment, done by a process on this machine.

LocalEmu keeps environments, leases and credentials; it makes one executor for each environment.
"""

import os
import time
from collections.abc import Mapping
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from typing import Any

from localemu.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localemu.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localemu.services.lambda_.invocation.layer_mounter import prepare_merged_opt
from localemu.services.lambda_.invocation.runtime_executor import LambdaRuntimeException, RuntimeExecutor

from local.emulator.functions.process import TEMPLATE, Answer, FunctionProcess, InitError, error

LONGEST_TIMEOUT_SECONDS = 900
HOST = "127.0.0.1"


class ProcessExecutor(RuntimeExecutor):
    """One environment: a process.

    One that was killed at its timeout, or that ended by itself, is started anew at the next invocation.
    """

    def __init__(self, id: str, function_version: FunctionVersion) -> None:  # noqa: A002 LocalEmu's name
        super().__init__(id, function_version)
        self._variables: dict[str, str] = {}
        self._process: FunctionProcess | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        """Start the function and wait until it asks for work; StatusErrorException with the runtime's error."""
        self._variables = {name: str(value) for name, value in env_vars.items() if value is not None}
        self._start(LONGEST_TIMEOUT_SECONDS)  # LocalEmu watches a first start: it calls `stop`

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def invoke(self, payload: dict[str, str], function_timeout: int | None = None) -> InvocationResult:
        """Run one invocation. A timeout or an end of the process is an answer, named as AWS names it.

        A start that becomes necessary here counts within the function's timeout.
        Source: docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
        """
        seconds = function_timeout or LONGEST_TIMEOUT_SECONDS
        deadline = time.time() + seconds
        process = self._process
        if process is None or not process.is_running:
            process = self._start(seconds)
        request_id = payload["invoke-id"]
        awaited = process.hand_over(_request(payload, deadline))
        try:
            answer = awaited.result(max(0.0, deadline - time.time()))
        except FutureTimeoutError:
            process.stop()
            answer = _timed_out(f"RequestId: {request_id} Error: Task", seconds)
        logs = self._logs(request_id, process.take_output(), answer)
        return InvocationResult(request_id, answer.payload, is_error=answer.is_error, logs=logs)

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
        """Leave the code: a version with other settings runs it on, and LocalEmu deletes what no version runs."""

    def _start(self, limit: float) -> FunctionProcess:
        self.stop()
        path = self._path()
        process = self._process = FunctionProcess(
            TEMPLATE, self._variables.get("_HANDLER", ""), path, self._process_variables(path)
        )
        try:
            process.started.result(limit)
        except InitError as failed:
            process.stop()
            raise StatusErrorException("the function did not start", failed.payload) from failed
        except FutureTimeoutError as late:
            process.stop()
            told = _timed_out("Task", limit).payload
            raise StatusErrorException("the function did not start in time", told) from late
        return process

    def _path(self) -> list[Path]:
        code = self.function_version.config.code
        if code is None:
            raise LambdaRuntimeException("only functions from a zip archive run here, not container images")
        layers = prepare_merged_opt(self.function_version)
        archive = Path(code.get_unzipped_code_location())
        return [archive, Path(layers) / "python"] if layers else [archive]

    def _process_variables(self, path: list[Path]) -> dict[str, str]:
        return self._variables | {
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


def _request(payload: Mapping[str, str], deadline: float) -> dict[str, Any]:
    """Return an invocation as AWS's runtime client has it."""
    absent = dict.fromkeys(("client_context", "cognito_identity", "tenant_id", "invocation_id"))
    return absent | {
        "invoke_id": payload["invoke-id"],
        "x_amzn_trace_id": payload["trace-id"],
        "invoked_function_arn": payload["invoked-function-arn"],
        "deadline_time_in_ms": int(deadline * 1000),
        "content_type": "application/json",
        "event_body": payload["payload"],
    }


def _timed_out(what: str, seconds: float) -> Answer:
    return error("Sandbox.Timedout", f"{what} timed out after {seconds:.2f} seconds")
