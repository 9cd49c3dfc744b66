"""Change a module when it is first imported: LocalEmu loads its services lazily, so its start stays quick.

The change comes right after the import, before the importer sees the module, or at once if that is imported already. An
exception makes the import fail: a workaround that does not fit is loud.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import wrapt

type Change = Callable[[Any], object]  # takes a module, which it assigns to


def when_imported[C: Change](*modules: str) -> Callable[[C], C]:
    """Let what is decorated have each of the modules."""

    def wait(change: C) -> C:
        for module in modules:
            wrapt.register_post_import_hook(change, module)
        return change

    return wait


def instead_of[F: Callable[..., Any]](module: str, name: str) -> Callable[[F], F]:
    """Let what is decorated take the place of a module's function, or of a class's method that is named `Class.method`.

    It gets that one as its first argument, before those of a call.
    """
    owner_name, _, attribute = name.rpartition(".")

    def wait(function: F) -> F:
        @when_imported(module)
        def replace(loaded: Any) -> None:
            owner = getattr(loaded, owner_name) if owner_name else loaded
            is_static = isinstance(inspect.getattr_static(owner, attribute), staticmethod)
            original = getattr(owner, attribute)

            @functools.wraps(original)
            def replaced(*args: Any, **given: Any) -> Any:
                return function(original, *args, **given)

            setattr(owner, attribute, staticmethod(replaced) if is_static else replaced)

        return function

    return wait
