"""Change a module when it is first imported: LocalEmu loads its services lazily, so its start stays quick.

The change is made right after the import, before the importer sees the module, or at once if it is already imported. An
exception makes the import fail, each time it is tried: a workaround that does not fit is loud.
"""

import functools
import inspect
import sys
from collections.abc import Callable
from typing import Any

import wrapt

type Change = Callable[[Any], object]  # takes a module, which it assigns to

_changes: dict[str, list[Change]] = {}


def when_imported[C: Change](*modules: str) -> Callable[[C], C]:
    """Call the decorated function with each of the modules."""

    def wait(change: C) -> C:
        for name in modules:
            if name in sys.modules:
                change(sys.modules[name])
                continue
            if name not in _changes:
                wrapt.register_post_import_hook(_change, name)
            _changes.setdefault(name, []).append(change)
        return change

    return wait


def _change(module: Any) -> None:
    name = module.__name__
    try:
        for change in _changes[name]:
            change(module)
    except Exception:
        # wrapt calls a hook once: without this, the next import would get the module unchanged.
        del sys.modules[name]
        wrapt.register_post_import_hook(_change, name)
        raise


def instead_of[F: Callable[..., Any]](module: str, name: str) -> Callable[[F], F]:
    """Replace a module's function, or the method named `Class.method`, by the decorated function.

    It gets the original as its first argument, before the arguments of the call.
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
