"""The configuration of a run without the Pulumi CLI: defaults of `Pulumi.yaml`, one stack's file, overrides.

Source: www.pulumi.com/docs/iac/concepts/projects/project-file/#config
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from components import settings
from local.errors import LocalRunError
from local.stack_file import as_text, read

STRUCTURED = ("array", "object")


class ConfigurationError(LocalRunError):
    """A configuration that the project's schema refuses; the sentence names file and key."""


def load(project_file: Path, stack_file: Path, overrides: Mapping[str, Any]) -> dict[str, str]:
    """Return every value as `pulumi.Config` reads it: `{"project:key": text}`, as JSON unless it is a string.

    overrides: values by full key, such as `shop:websiteUrl`; they are checked like those of the files.
    Raises ConfigurationError for an unreadable file and for values that the program's settings refuse.
    """
    project, values = merged(project_file, stack_file, overrides)
    try:
        settings.read(values, project, stack_file.name.removeprefix("Pulumi.").removesuffix(".yaml"))
    except settings.SettingsError as error:
        raise ConfigurationError(str(error)) from error
    return values


def merged(
    project_file: Path, stack_file: Path, overrides: Mapping[str, Any], *, without_secrets: bool = False
) -> tuple[str, dict[str, str]]:
    """Return the project's name and its values, checked only for what nobody but the Pulumi CLI can read.

    without_secrets: use the default for an encrypted value, which is refused otherwise.
    """
    project = _read(project_file)
    name = project["name"]
    declared = {
        _full(name, key): entry if isinstance(entry, dict) else {"value": entry}
        for key, entry in _config(project, project_file).items()
    }
    given = _given(name, stack_file)
    if without_secrets:
        given = {key: value for key, value in given.items() if not _is_secret(value)}
    every = {**_defaults(declared), **given, **overrides}
    kinds = {key: entry.get("type") for key, entry in declared.items()}
    return name, {key: _text(f"{stack_file.name}: {key}", every[key], kinds.get(key)) for key in every}


def _given(project: str, stack_file: Path) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key, value in _config(_read(stack_file), stack_file).items():
        if (full := _full(project, key)).count(":") > 1:
            raise ConfigurationError(
                f"{stack_file.name}: {key} is not a key, which has a package and a name: {project}:cdn"
            )
        if full in given:
            raise ConfigurationError(f"{stack_file.name}: {full} is set twice, with its package and without")
        given[full] = value
    return given


def _text(what: str, value: Any, kind: str | None) -> str:
    """Return a value as text. kind: the type that the project declares."""
    if _is_secret(value):
        raise ConfigurationError(f"{what} is encrypted, which only the Pulumi CLI can read")
    if kind and isinstance(value, (dict, list)) != (kind in STRUCTURED):
        raise ConfigurationError(f"{what} must be of type {kind}")
    try:
        return as_text(value)
    except ValueError:
        raise ConfigurationError(f"{what} is not a number that JSON can represent") from None


def _is_secret(value: Any) -> bool:
    if isinstance(value, dict):
        return (len(value) == 1 and isinstance(value.get("secure"), str)) or any(
            map(_is_secret, value.values())
        )
    return isinstance(value, list) and any(map(_is_secret, value))


def _read(file: Path) -> dict[str, Any]:
    try:
        content = read(file)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{file.name} is missing") from error
    except OSError as error:
        raise ConfigurationError(f"{file.name} can't be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file.name} is not valid YAML: {' '.join(str(error).split())}") from error
    return _mapping({} if content is None else content, file.name)


def _config(content: Mapping[str, Any], file: Path) -> dict[str, Any]:
    found = content.get("config")
    return _mapping({} if found is None else found, f"config in {file.name}")


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ConfigurationError(f"{what} must be a mapping with strings as keys")
    return value


def _full(project: str, key: str) -> str:
    """Return a key with its package; the CLI takes `shop:config:cdn` and in project shop also `cdn` for `shop:cdn`."""
    package, _, rest = key.rpartition(":")
    return f"{package.removesuffix(':config') or project}:{rest}"


def _defaults(schema: Mapping[str, Any]) -> dict[str, Any]:
    """`default` is the default of a typed key; `value` sets a key of another package, such as aws:region."""
    return {
        key: entry[name] for key, entry in schema.items() for name in ("default", "value") if name in entry
    }
