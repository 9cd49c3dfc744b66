"""The engine's resource provider protocol, answered by the stand-in provider.

Source: github.com/pulumi/pulumi, proto/pulumi/provider.proto
"""
# ruff: noqa: N802, ARG002 the protocol names its methods and their arguments

import functools
import json
from collections.abc import Callable, Iterable
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from local.provider import Aws, ProviderError
from local.provider.shapes import Properties
from local.provider.values import default_tags
from tests.engine.plugin.structs import comparable, hydrated, raw, struct
from tests.provider import WholeProvider
from tests.provider.resource import Existing

type Method = Callable[..., Any]


def sentence(method: Method) -> Method:
    """Answer a ProviderError with its sentence alone, as the engine shows it to the user."""

    @functools.wraps(method)
    def answered(self: Any, request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return method(self, request, context)
        except ProviderError as error:
            return context.abort(grpc.StatusCode.UNKNOWN, str(error))

    return answered


class StandInServicer(provider_pb2_grpc.ResourceProviderServicer):
    """One instance of the provider. endpoint: the emulator; version: of the package that it stands in for."""

    def __init__(self, endpoint: str, version: str) -> None:
        self._endpoint = endpoint
        self._version = version
        self._provider: WholeProvider | None = None

    @property
    def provider(self) -> WholeProvider:
        if self._provider is None:
            raise ProviderError("the stand-in provider was not configured")
        return self._provider

    def GetPluginInfo(self, request: Any, context: Any) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo(version=self._version)

    def GetSchema(self, request: Any, context: Any) -> provider_pb2.GetSchemaResponse:
        """Name the types that are known, and nothing of their properties: programs in YAML ask before they run."""
        names = {
            token: known.shapes.keys() | known.conformance.outputs.keys()
            for token, known in WholeProvider.resources.items()
        }
        resources = {
            token: dict.fromkeys(("inputProperties", "properties"), _any(told))
            for token, told in names.items()
        }
        schema = {"name": "aws", "version": self._version.removeprefix("v"), "resources": resources}
        return provider_pb2.GetSchemaResponse(schema=json.dumps(schema))

    def CheckConfig(self, request: Any, context: Any) -> provider_pb2.CheckResponse:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> provider_pb2.DiffResponse:
        changed = raw(request.olds) != raw(request.news)
        return _diff(["defaultTags"] if changed else [], [], delete_first=False)

    @sentence
    def Configure(self, request: Any, context: Any) -> provider_pb2.ConfigureResponse:
        inputs = raw(request.args)
        aws = Aws(self._endpoint, inputs.get("region", "us-east-2"))
        self._provider = WholeProvider(aws, default_tags(inputs))
        return provider_pb2.ConfigureResponse(
            acceptSecrets=False, supportsPreview=True, supports_autonaming_configuration=True
        )

    @sentence
    def Invoke(self, request: Any, context: Any) -> provider_pb2.InvokeResponse:
        answer = self.provider.invoke(request.tok, hydrated(request.args))
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(struct(answer))  # a keyword of Python
        return response

    @sentence
    def Check(self, request: Any, context: Any) -> provider_pb2.CheckResponse:
        checked = self.provider.check(
            request.type, request.name, raw(request.news), raw(request.olds), request.autonaming.proposed_name
        )
        return provider_pb2.CheckResponse(inputs=struct(checked))

    @sentence
    def Diff(self, request: Any, context: Any) -> provider_pb2.DiffResponse:
        old, new = comparable(raw(request.old_inputs)), comparable(raw(request.news))
        difference = self.provider.difference(request.type, old, new)
        return _diff(difference.changed, difference.replaces, delete_first=difference.delete_first)

    @sentence
    def Create(self, request: Any, context: Any) -> provider_pb2.CreateResponse:
        given = raw(request.properties)
        if request.preview:
            unknown = dict.fromkeys(self.provider.computed(request.type), rpc.UNKNOWN)
            return provider_pb2.CreateResponse(id="", properties=struct(given | unknown))
        inputs = hydrated(request.properties)
        id_, state = self.provider.create(request.type, inputs)
        return provider_pb2.CreateResponse(id=id_, properties=struct(given | _added(inputs, state)))

    @sentence
    def Read(self, request: Any, context: Any) -> provider_pb2.ReadResponse:
        """Refresh what a state knows; import what only an id is known of.

        The state of a creation that was cut short is its inputs.
        """
        state, inputs = raw(request.properties), raw(request.inputs)
        if known := state or inputs:
            found = self.provider.read(request.type, Existing(request.id, known), inputs)
        else:
            found = self.provider.found(request.type, request.id)
        if found is None:
            return provider_pb2.ReadResponse()
        return provider_pb2.ReadResponse(
            id=request.id, properties=struct(found.state), inputs=struct(found.inputs)
        )

    @sentence
    def Update(self, request: Any, context: Any) -> provider_pb2.UpdateResponse:
        old, new, given = raw(request.olds), hydrated(request.news), raw(request.news)
        if request.preview:
            stable = {name: old[name] for name in self.provider.computed(request.type) if name in old}
            unknown = dict.fromkeys(self.provider.volatile(request.type), rpc.UNKNOWN)
            return provider_pb2.UpdateResponse(properties=struct(given | stable | unknown))
        same = {name: new[name] for name in new if comparable(given[name]) == comparable(old.get(name))}
        state = self.provider.update(request.type, Existing(request.id, old | same), new)
        return provider_pb2.UpdateResponse(properties=struct(given | _added(new, state)))

    @sentence
    def Delete(self, request: Any, context: Any) -> empty_pb2.Empty:
        self.provider.delete(request.type, Existing(request.id, raw(request.properties)))
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> empty_pb2.Empty:
        """Let every call that is under way come to its end, all within their own limits: one cut short would leave a
        resource that no state knows."""
        return empty_pb2.Empty()


def _added(inputs: Properties, state: Properties) -> Properties:
    """What a state holds beyond the inputs it was made of; those go back to the engine as it sent them."""
    return {key: value for key, value in state.items() if key not in inputs or value is not inputs[key]}


def _diff(changed: list[str], replaces: list[str], *, delete_first: bool) -> provider_pb2.DiffResponse:
    some = provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE
    return provider_pb2.DiffResponse(
        changes=some, diffs=changed, replaces=replaces, deleteBeforeReplace=bool(replaces) and delete_first
    )


def _any(names: Iterable[str]) -> dict[str, Any]:
    return {name: {"$ref": "pulumi.json#/Any"} for name in sorted(names)}
