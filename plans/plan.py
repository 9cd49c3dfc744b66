"""A stack's plan: settings, outputs, and each resource with its parent, options, dependencies and inputs.

It is the same on every machine and with every project name: sorted, without paths, with the hashes of files.
"""

import functools
import hashlib
import json
import os
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi
from google.protobuf.json_format import MessageToDict
from pulumi.output import Unknown
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockMonitor

from components.project import NAME
from local import configuration
from plans.difference import JSON_SUFFIX
from plans.engine import run
from plans.outputs import Outputs
from plans.stacks import ROOT, settings_of

STACK_TYPE = "pulumi:pulumi:Stack"
PROVIDER_TYPE = "pulumi:providers:aws"
WHENCE = "pulumi:tags"  # where `pulumi new` stores the project's template
# The fields of a registration besides its inputs, by their names in protobuf. Omitted if not set.
OPTIONS = (
    "additionalSecretOutputs",
    "aliases",
    "aliasURNs",
    "customTimeouts",
    "deleteBeforeReplace",
    "deletedWith",
    "ignoreChanges",
    "importId",
    "protect",
    "replaceOnChanges",
    "replaceWith",
    "retainOnDelete",
)
HASH_LENGTH = 16


class Registrations(MockMonitor):
    """Pulumi's mock of the engine, which stores every registration by its URN."""

    def __init__(self, outputs: Outputs, config: Mapping[str, str]) -> None:
        super().__init__(outputs)
        self.answers, self.config = outputs, config
        self.exported: dict[str, Any] = {}
        self.requests: dict[str, Any] = {}
        self.inputs: dict[str, dict[str, Any]] = {}

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the engine's spelling
        response = super().RegisterResource(request)
        if request.type != STACK_TYPE:
            self.requests[response.urn] = request
            self.inputs[response.urn] = rpc.deserialize_properties(request.object, keep_unknowns=True)
        return response

    def path(self, urn: str) -> tuple[str, ...]:
        """Return a sort key: resources after their component, then by name."""
        request = self.requests.get(urn)
        return (*self.path(request.parent), request.name, request.type) if request else ()


@functools.cache
def registrations(stack: str, root: Path = ROOT, **settings: Any) -> Registrations:
    """Run the program in `root`, configured by its `Pulumi.<stack>.yaml`, once, as a preview.

    settings: override those of the file.
    """
    overrides = {f"{NAME}:{key}": value for key, value in settings.items()}
    config = configuration.load(root / "Pulumi.yaml", settings_of(stack, root), overrides)

    def program() -> None:
        pulumi.runtime.set_all_config(config)
        runpy.run_path(str(root / "__main__.py"), run_name="__main__")

    monitor = Registrations(Outputs(config["aws:region"], stack), config)
    monitor.exported = run(program, monitor, stack, NAME, preview=True)
    return monitor


def plan(stack: str, root: Path = ROOT) -> dict[str, Any]:
    """Return the plan of the program in `root`, configured by its `Pulumi.<stack>.yaml`."""
    monitor = registrations(stack, root)
    outputs = monitor.answers
    resources = {label(urn): _resource(urn, monitor) for urn in sorted(monitor.requests, key=monitor.path)}
    if len(resources) != len(monitor.requests):
        raise ValueError(f"two resources of stack {stack} share their type and name")
    return {
        "settings": {
            key.removeprefix(f"{NAME}:"): _read(text)
            for key, text in sorted(monitor.config.items())
            if key != WHENCE
        },
        "outputs": written(monitor.exported, outputs),
        "resources": resources,
    }


def label(urn: str) -> str:
    """Return a URN's type and name."""
    *_, types, name = urn.split("::", 3)
    return f"{types.rpartition('$')[2]} {name}"


def _resource(urn: str, monitor: Registrations) -> dict[str, Any]:
    request, inputs, outputs = monitor.requests[urn], monitor.inputs[urn], monitor.answers
    parts = {
        "parent": label(request.parent) if request.parent in monitor.requests else None,
        "provider": label(request.provider.rpartition("::")[0]) if request.provider else None,
        "options": written(_options(request), outputs),
        "dependencies": sorted(map(label, request.dependencies)),
        "inputs": written(inputs, outputs),
    }
    return {name: part for name, part in parts.items() if part}


def _options(request: Any) -> dict[str, Any]:
    options = {name: value for name, value in MessageToDict(request).items() if name in OPTIONS and value}
    if request.type == PROVIDER_TYPE:
        options["version"] = request.version
    if "aliases" in options:  # providers add their former types, often repeatedly
        specs = [{name: said for name, said in it["spec"].items() if said} for it in options["aliases"]]
        options["aliases"] = [spec for number, spec in enumerate(specs) if spec not in specs[:number]]
    return options


def written(value: Any, outputs: Outputs) -> Any:
    """Return a value as a plan shows it: placeholders for unknown values, hashes of files, parsed JSON strings."""
    if isinstance(value, dict) and not rpc.is_rpc_secret(value):
        return dict(_entry(name, value[name], outputs) for name in sorted(value))
    if isinstance(value, list | tuple):
        return [written(item, outputs) for item in value]
    return outputs.readable(value) if isinstance(value, str) else _single(value)


def _single(value: Any) -> Any:
    if rpc.is_rpc_secret(value):
        return "<secret>"
    if isinstance(value, Unknown):
        return "<unknown>"
    if isinstance(value, pulumi.Asset | pulumi.Archive):
        return _content(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _entry(name: str, value: Any, outputs: Outputs) -> tuple[str, Any]:
    """A JSON string keeps its order, since the engine compares strings."""
    if name == "__provider":  # pickled by reference: bytes that never change
        return name, "<code>"
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            said = json.loads(outputs.readable(value))
        except ValueError:
            return name, outputs.readable(value)
        return name + JSON_SUFFIX, said
    return name, written(value, outputs)


def _content(value: Any) -> Any:
    """Show files and archives by the hash of their content, never by their path."""
    if isinstance(value, pulumi.AssetArchive):
        return {name: _content(member) for name, member in sorted(value.assets.items())}
    if isinstance(value, pulumi.StringAsset):
        return _hash(value.text.encode())
    if isinstance(value, pulumi.FileAsset | pulumi.FileArchive):
        return _hash(Path(os.fspath(value.path)).read_bytes())
    return f"<{value.uri}>"


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}"


def _read(text: str) -> Any:
    """Return a configured value as written in the stack's YAML file."""
    try:
        return json.loads(text)
    except ValueError:
        return text
