"""Change a module when it is first imported: LocalEmu loads its services lazily, so its start stays quick."""

import functools
import importlib.abc
import importlib.machinery
import inspect
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

type Change = Callable[[Any], object]  # takes a module, which it assigns to

_waiting: dict[str, list[Change]] = defaultdict(list)


def when_imported[C: Change](*modules: str) -> Callable[[C], C]:
    """Let what is decorated have each of the modules right after its first import, before the importer sees it.

    At once if it is imported already. An exception makes the import fail: a workaround that does not fit is loud.
    """

    def wait(change: C) -> C:
        for module in modules:
            if module in sys.modules:
                change(sys.modules[module])
                continue
            _waiting[module].append(change)
            if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
                sys.meta_path.insert(0, _Finder())
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


class _Finder(importlib.abc.MetaPathFinder):
    """Finds nothing by itself; wraps the loader of a module that somebody waits for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in _waiting:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(importlib.abc.Loader):
    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        for change in _waiting.pop(module.__name__, []):
            change(module)
