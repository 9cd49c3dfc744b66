"""How many execution environments a function has, and when the first one starts.

LocalEmu starts another one whenever all of a function's are busy: with many orders at once so many processes that each
waits for all others. Here an invocation waits for one to be free: a second if there are two for each processor, a
minute if there are four; AWS, whose limit is higher, refuses it then.
LocalEmu starts the first one when it's first called. AWS may start it before, and here each is: nobody waits for it.
Sources: docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html,
docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html (proactive initialization)
"""

import contextlib
import logging
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from local.emulator.when_imported import when_imported

INVOCATION = "localemu.services.lambda_.invocation"
USUAL, MOST = 2 * (os.cpu_count() or 1), 4 * (os.cpu_count() or 1)
PATIENCE_SECONDS, LONGEST_WAIT_SECONDS = 1, 60
log = logging.getLogger(__name__)


@when_imported(f"{INVOCATION}.assignment")
def _bound(assignment: Any) -> None:
    service = assignment.AssignmentService
    unbounded: Callable[..., Any] = service.get_environment
    places = defaultdict[str, Any](lambda: (threading.Semaphore(USUAL), threading.Semaphore(MOST)))
    refusal = import_module("localemu.aws.api.lambda_").TooManyRequestsException

    @contextlib.contextmanager
    def get_environment(self: Any, version_manager_id: str, *args: Any, **given: Any) -> Iterator[Any]:
        with contextlib.ExitStack() as taken:
            usual, place = places[version_manager_id]
            if usual.acquire(timeout=PATIENCE_SECONDS):
                taken.callback(usual.release)
            if not place.acquire(timeout=LONGEST_WAIT_SECONDS):
                raise refusal("Rate Exceeded.", Reason="ConcurrentInvocationLimitExceeded")
            taken.callback(place.release)
            yield taken.enter_context(unbounded(self, version_manager_id, *args, **given))

    service.get_environment = get_environment


@when_imported(f"{INVOCATION}.version_manager")
def _start_early(managers: Any) -> None:
    manager = managers.LambdaVersionManager
    start = manager.start
    on_demand = import_module(f"{INVOCATION}.lambda_models").InitializationType.on_demand

    def start_environment(self: Any) -> None:
        try:
            with self.assignment_service.get_environment(self.id, self.function_version, on_demand):
                pass
        except Exception as error:  # whoever calls the function is told; it's started again then
            log.info("%s did not start: %s", self.function_arn, error)
        if self.shutdown_event.is_set():  # deleted or replaced meanwhile
            self.assignment_service.stop_environments_for_version(self.id)

    def start_early(self: Any) -> Any:
        state = start(self)
        threading.Thread(target=start_environment, args=(self,), daemon=True).start()
        return state

    manager.start = start_early
