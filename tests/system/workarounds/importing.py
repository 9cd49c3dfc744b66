"""What the modules beside this one share."""

import importlib
from typing import Any

EXECUTE_API = "localemu.services.apigateway.next_gen.execute_api"


def imported(name: str) -> Any:
    """Return a module of LocalEmu, which the program's environment doesn't know."""
    return importlib.import_module(name)


class Recorder:
    """Stands for a function: notes what it was given and returns its own answer."""

    def __init__(self, answer: Any = None) -> None:
        self.given: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self._answer = answer

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.given.append((args, kwargs))
        return self._answer
