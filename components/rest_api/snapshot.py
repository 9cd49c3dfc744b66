"""The resources that a deployment freezes."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pulumi

R = TypeVar("R", bound=pulumi.CustomResource)


class Snapshot:
    """Creates the resources that API Gateway copies into a deployment, and remembers their inputs.

    Every resource created here counts in the deployment's digest and is among the resources that it waits for, so none
    can be forgotten.
    Source: docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
    """

    def __init__(self, opts: pulumi.ResourceOptions) -> None:
        self._opts = opts
        self._made_of: list[Any] = []
        self.resources: list[pulumi.CustomResource] = []

    def add(
        self,
        make: Callable[..., R],
        name: str,
        inputs: Mapping[str, Any],
        *,
        links: Mapping[str, pulumi.Input[Any]] | None = None,
        delete_before_replace: bool | None = None,
    ) -> R:
        """Create a resource and remember its inputs.

        links: inputs that refer to other resources of the snapshot, whose inputs count already. If the digest depended
        on a resource that is deleted before its replacement is created, the deployment would be deleted with it, while
        the stage still points to it.
        """
        own = pulumi.ResourceOptions(delete_before_replace=delete_before_replace)
        resource = make(name, opts=pulumi.ResourceOptions.merge(self._opts, own), **inputs, **(links or {}))
        self.resources.append(resource)
        self._made_of.append([name, inputs])
        return resource

    def digest(self) -> pulumi.Output[str]:
        """Return the SHA-256 of all remembered inputs, as hexadecimal digits."""
        text = pulumi.Output.json_dumps(self._made_of, sort_keys=True)
        return text.apply(lambda made_of: hashlib.sha256(made_of.encode()).hexdigest())
