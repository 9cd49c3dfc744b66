"""Dynamic resources without the CLI: unpickles their provider and calls it like the SDK's own plugin."""

import base64
from collections.abc import Mapping
from typing import Any

import dill
from pulumi.dynamic import Config, ConfigureRequest, ResourceProvider

KIND_PREFIX = "pulumi-python:dynamic"
PROVIDER = "__provider"


def make(
    inputs: Mapping[str, Any],
    configuration: Mapping[str, str],
    project: str,
    before: tuple[str, Mapping[str, Any]] | None = None,
) -> tuple[str, dict[str, Any]]:
    """Configure, check and create a dynamic resource, or update the existing one; return its id and its state.

    configuration: the stack's, by full key; `configure` gets it as from the CLI.
    Source: www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
    """
    properties = dict(inputs)
    provider = _provider(properties.pop(PROVIDER))
    provider.configure(ConfigureRequest(Config(dict(configuration), project)))
    checked = provider.check({}, properties)
    if checked.failures:
        raise ValueError("; ".join(f"{failure.property}: {failure.reason}" for failure in checked.failures))
    if before:
        id_, state = before
        difference = provider.diff(id_, dict(state), checked.inputs)
        if not difference.replaces:
            updated = provider.update(id_, dict(state), checked.inputs) if difference.changes else None
            return id_, dict((updated.outs if updated else state) or {})
    created = provider.create(checked.inputs)
    return created.id, created.outs or {}


def _provider(pickled: str) -> ResourceProvider:
    """The pickle comes from the program, which runs in this process."""
    return dill.loads(base64.b64decode(pickled))  # noqa: S301
