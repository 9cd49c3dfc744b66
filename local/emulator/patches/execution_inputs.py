"""How large an execution's input may be.

LocalEmu starts executions with input of any size. AWS takes 262,144 bytes of UTF-8.
Source: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (input)
"""

from importlib import import_module
from typing import Any

from local.emulator.when_imported import when_imported

PROVIDER = "localemu.services.stepfunctions.provider"
LIMIT = 262_144  # bytes
REFUSAL = (
    "1 validation error detected: Value at 'input' failed to satisfy constraint: "
    f"Member must have length less than or equal to {LIMIT}"
)


def install() -> None:
    """Refuse larger input."""
    when_imported(PROVIDER, _limit)


def is_too_large(text: str) -> bool:
    """Return whether Step Functions refuses a text as input for its size."""
    return len(text.encode(errors="surrogatepass")) > LIMIT


def _limit(provider: Any) -> None:
    steps = provider.StepFunctionsProvider
    start = steps.start_execution
    refusal = import_module("localemu.aws.api.stepfunctions").ValidationException

    def start_execution(self: object, context: object, *args: Any, **given: Any) -> Any:
        if is_too_large(given.get("input") or ""):
            raise refusal(REFUSAL)
        return start(self, context, *args, **given)

    steps.start_execution = start_execution
