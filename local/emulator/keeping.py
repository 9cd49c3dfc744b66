"""Keep what is dear to make."""

import functools
import time
from collections.abc import Callable, Hashable


def kept[**P, T](
    function: Callable[P, T],
    seconds: float,
    entries: int = 256,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[P, T]:
    """Return `function` with its results kept by arguments, which must be hashable, for `seconds` at most.

    entries: how many are kept; the least recently used go first. Exceptions aren't kept.
    """

    @functools.lru_cache(maxsize=entries)
    def result(_window: Hashable, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    @functools.wraps(function)
    def keep(*args: P.args, **kwargs: P.kwargs) -> T:
        return result(clock() // seconds, *args, **kwargs)

    return keep
