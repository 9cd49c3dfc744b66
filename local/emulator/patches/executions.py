"""Executions of one name, started at the same moment, and machines that have aliases.

Step Functions starts one execution per name, however many calls come at once. LocalEmu looks whether the name is taken
and takes it later: calls that come between start an execution each, of which it forgets all but the last.
A machine that has an alias it can't start at all but by a version: it copies the machine with its aliases' locks.
Source: docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
"""

import functools
import threading
from typing import Any
from weakref import WeakValueDictionary

from local.emulator.when_imported import when_imported

PROVIDER = "localemu.services.stepfunctions.provider"


@when_imported(PROVIDER)
def _mend(provider: Any) -> None:
    start = provider.StepFunctionsProvider.start_execution
    names = _Names()

    @functools.wraps(start)
    def start_execution(self: Any, context: Any, *args: Any, name: str | None = None, **given: Any) -> Any:
        if name is None:
            return start(self, context, *args, **given)
        with names.lock(name):
            return start(self, context, *args, name=name, **given)

    provider.StepFunctionsProvider.start_execution = start_execution


@when_imported("localemu.services.stepfunctions.backend.alias")
def _share(aliases: Any) -> None:
    aliases.Alias.__deepcopy__ = lambda self, _memo: self


class _Names:
    """A lock for each name that is being started."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()

    def lock(self, name: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(name, threading.Lock())
