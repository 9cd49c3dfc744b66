"""A stack's plan as the policies see it."""

import functools

from pulumi.runtime import rpc

from policies.model import Graph, Resource
from tests.graph import Watching
from tests.plan.program import registered


@functools.cache
def seen(stack: str) -> Graph:
    """Return what the whole program registers for a stack."""
    return view(registered(stack))


def view(program: Watching) -> Graph:
    return Graph(
        [
            Resource(
                urn,
                rpc.deserialize_properties(request.object),
                request.parent or None,
                request.provider.rpartition("::")[0] or None,
                request.protect,
                {prop: list(it.urns) for prop, it in request.propertyDependencies.items()},
            )
            for urn, request in program.requests.items()
        ]
    )
