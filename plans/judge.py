"""`python -m plans.judge`: what the policies say of every stack's plan; exit code 1 if anything breaks a rule."""

import sys
from typing import Any

from plans.plan import registrations
from plans.stacks import STACKS
from policies.model import Graph, Resource
from policies.rules import RULES, exemption, violations


def seen(stack: str, **settings: Any) -> Graph:
    """Return what the program registers for a stack as the policies see it; settings: before those of its file."""
    program = registrations(stack, **settings)
    return Graph(
        [
            Resource(
                urn,
                # Of the outputs rules ask for the ARN alone: it says whose account the stack is in.
                program.inputs[urn] | {k: v for k, v in program.resources[urn].state.items() if k == "arn"},
                request.parent or None,
                request.provider.rpartition("::")[0] or None,
                request.protect,
                {prop: list(it.urns) for prop, it in request.propertyDependencies.items()},
            )
            for urn, request in program.requests.items()
        ],
        program.config,
    )


def main() -> int:
    found = [(it, graph.settings) for graph in map(seen, STACKS) for it in violations(graph)]
    broken = [it for it, settings in found if not exemption(it, settings)]
    for violation in broken:
        print(violation)
    print(
        f"Policies: {len(RULES)} rules, {len(STACKS)} stacks, {len(broken)} violations, "
        f"{len(found) - len(broken)} exceptions (docs/policies.md)."
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
