"""A JSONPath that looks at any depth (`$..name`) finds a list, of none too.

LocalEmu answers a single find by itself, and fails where there is none; AWS's library (Jayway's) answers every path
that may find several by a list. Source: github.com/json-path/JsonPath#what-is-returned-when
"""

from typing import Any

from local.emulator.when_imported import when_imported


def install() -> None:
    """Answer by a list."""
    when_imported("localemu.services.stepfunctions.asl.utils.json_path", _find_lists)


def _find_lists(paths: Any) -> None:
    extract = paths.extract_json

    def extract_json(path: str, data: Any) -> Any:
        if ".." not in path:
            return extract(path, data)
        return [match.value for match in paths.parse(path).find(data)]

    paths.extract_json = extract_json
