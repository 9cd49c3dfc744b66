"""A header is found without copying other names but those of its length; for one that isn't there no answer is made.

LocalEmu looks for a hundred headers in each request and its answer. Werkzeug, whose they are, turns each name before
the wanted one into lower case, and for one that is missing makes an answer of status 400, which is ignored.
"""

from typing import Any

from local.emulator.when_imported import when_imported


@when_imported("werkzeug.datastructures.headers")
def compare_lengths_first(headers: Any) -> None:
    def get_key(self: Any, name: str) -> str:
        length, wanted = len(name), name.lower()
        for other, value in self._list:
            if len(other) == length and other.lower() == wanted:
                return value
        raise KeyError(name)

    headers.Headers._get_key = get_key
