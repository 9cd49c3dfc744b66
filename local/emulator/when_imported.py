"""Change a module when it is first imported: LocalEmu loads its services lazily, so its start stays quick."""

import importlib.abc
import importlib.machinery
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

type Callback = Callable[[Any], None]  # takes a module, which callbacks assign to

_waiting: dict[str, list[Callback]] = defaultdict(list)


def when_imported(module: str, callback: Callback) -> None:
    """Call `callback` with the module right after its first import, before the importer sees it.

    At once if it is imported already. An exception in the callback makes the import fail: a workaround that does not
    fit is loud.
    """
    if module in sys.modules:
        callback(sys.modules[module])
        return
    _waiting[module].append(callback)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def asked_first(module: Any, name: str, answer: Callable[..., Any]) -> None:
    """Let a module's function be asked after `answer`, which returns None for what it leaves to that function."""
    otherwise = getattr(module, name)

    def asked(*args: Any, **kwargs: Any) -> Any:
        known = answer(*args, **kwargs)
        return otherwise(*args, **kwargs) if known is None else known

    setattr(module, name, asked)


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
        for callback in _waiting.pop(module.__name__, []):
            callback(module)
