"""The configuration of a run without the Pulumi CLI: defaults of `Pulumi.yaml`, one stack's file, overrides.

Source: www.pulumi.com/docs/iac/concepts/projects/project-file/#config
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from local.errors import LocalRunError

PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}


class ConfigurationError(LocalRunError):
    """A configuration that the project's schema refuses; the sentence names file and key."""


def load(project_file: Path, stack_file: Path, overrides: Mapping[str, Any]) -> dict[str, str]:
    """Return every value as `pulumi.Config` reads it: `{"project:key": text}`, JSON text but for strings.

    overrides: values by full key, such as `gopizza:websiteUrl`; they are checked like the files' own.
    Raises ConfigurationError for an unreadable file and a missing, unknown or wrongly typed key.
    """
    project = _read(project_file)
    schema = {_full(project["name"], key): entry for key, entry in project.get("config", {}).items()}
    given = {_full(project["name"], key): value for key, value in _read(stack_file).get("config", {}).items()}
    values = {**_defaults(schema), **given, **overrides}
    for key, entry in schema.items():
        if key not in values:
            raise ConfigurationError(
                f"{stack_file.name} must give {key}: {entry.get('description', 'no default')}"
            )
    for key, value in values.items():
        _check(key, value, schema, f"{project['name']}:", stack_file.name)
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}


def _read(file: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(file.read_text())
    except FileNotFoundError as error:
        raise ConfigurationError(f"{file.name} is missing") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{file.name} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise ConfigurationError(f"{file.name} must be a mapping")
    return content


def _full(project: str, key: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _defaults(schema: Mapping[str, Any]) -> dict[str, Any]:
    """`default` is a typed key's own default; `value` sets a key of a package, such as aws:region."""
    return {
        key: entry[name] for key, entry in schema.items() for name in ("default", "value") if name in entry
    }


def _check(key: str, value: Any, schema: Mapping[str, Any], own: str, where: str) -> None:
    if isinstance(value, dict) and "secure" in value:
        raise ConfigurationError(f"{where}: {key} is encrypted, which only the Pulumi CLI can read")
    if key not in schema:
        if key.startswith(own):
            raise ConfigurationError(f"{where}: {key} is not in the schema of Pulumi.yaml")
        return
    kind = schema[key].get("type")
    if kind and not _is(value, kind):
        raise ConfigurationError(f"{where}: {key} must be of type {kind}, not {value!r}")
    item_kind = schema[key].get("items", {}).get("type")
    if kind == "array" and item_kind and not all(_is(item, item_kind) for item in value):
        raise ConfigurationError(f"{where}: every item of {key} must be of type {item_kind}")


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, PYTHON_TYPES[kind])
