"""`python -m plans.judge`: check every stack's plan by the policies; exit code 1 if anything breaks a rule."""

import sys
from typing import Any

from plans.plan import registrations
from plans.stacks import STACKS
from policies.model import Graph, Resource
from policies.rules import RULES, exemption, violations


def seen(stack: str, **settings: Any) -> Graph:
    """Return what the program registers for a stack, for the policies; settings: override those of its file."""
    program = registrations(stack, **settings)
    return Graph(
        [
            Resource(
                urn,
                # The ARN is the only output that rules need: it contains the stack's account.
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
