"""Dynamic resources without the CLI: unpickles their provider and calls it as the SDK's own plugin does."""

import base64
from collections.abc import Mapping
from typing import Any

import dill
from pulumi.dynamic import Config, ConfigureRequest, ResourceProvider

KIND_PREFIX = "pulumi-python:dynamic"
PROVIDER = "__provider"


def create(
    inputs: Mapping[str, Any], configuration: Mapping[str, str], project: str
) -> tuple[str, dict[str, Any]]:
    """Configure, check and create a dynamic resource; return its id and its state.

    configuration: the stack's, by full key; `configure` gets it as the CLI would give it.
    Source: www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/
    """
    properties = dict(inputs)
    provider = _provider(properties.pop(PROVIDER))
    provider.configure(ConfigureRequest(Config(dict(configuration), project)))
    checked = provider.check({}, properties)
    if checked.failures:
        raise ValueError("; ".join(f"{failure.property}: {failure.reason}" for failure in checked.failures))
    created = provider.create(checked.inputs)
    return created.id, created.outs or {}


def _provider(pickled: str) -> ResourceProvider:
    """The pickle comes from the program that runs in this very process."""
    return dill.loads(base64.b64decode(pickled))  # noqa: S301
