"""The configuration of a run without the Pulumi CLI: defaults of `Pulumi.yaml`, one stack's file, overrides.

Source: www.pulumi.com/docs/iac/concepts/projects/project-file/#config
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from components import settings
from local.errors import LocalRunError


class ConfigurationError(LocalRunError):
    """A configuration that the project's schema refuses; the sentence names file and key."""


def load(project_file: Path, stack_file: Path, overrides: Mapping[str, Any]) -> dict[str, str]:
    """Return every value as `pulumi.Config` reads it: `{"project:key": text}`, JSON text but for strings.

    overrides: values by full key, such as `gopizza:websiteUrl`; they are checked like the files' own.
    Raises ConfigurationError for an unreadable file and for what the program's settings refuse.
    """
    project, values = merged(project_file, stack_file, overrides)
    try:
        settings.read(values, project, stack_file.name.removeprefix("Pulumi.").removesuffix(".yaml"))
    except settings.SettingsError as error:
        raise ConfigurationError(str(error)) from error
    return values


def merged(project_file: Path, stack_file: Path, overrides: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the project's name and its values, unchecked but for what the Pulumi CLI alone can read."""
    project = _read(project_file)
    name = project["name"]
    schema = {_full(name, key): entry for key, entry in (project.get("config") or {}).items()}
    given = {_full(name, key): value for key, value in (_read(stack_file).get("config") or {}).items()}
    values = {**_defaults(schema), **given, **overrides}
    for key, value in values.items():
        if isinstance(value, dict) and "secure" in value:
            raise ConfigurationError(
                f"{stack_file.name}: {key} is encrypted, which only the Pulumi CLI can read"
            )
    return name, {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()
    }


def _read(file: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(file.read_text())
    except FileNotFoundError as error:
        raise ConfigurationError(f"{file.name} is missing") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{file.name} is no YAML: {' '.join(str(error).split())}") from error
    if content is None:  # an empty file, which sets nothing
        return {}
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
