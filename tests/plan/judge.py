"""`python -m tests.plan.judge`: what the policies say of every stack's plan; exit code 1 if anything breaks a rule."""

import sys

from policies.catalogue import RULES
from policies.judging import exemption, violations
from tests.plan.program import STACKS
from tests.plan.view import seen


def main() -> int:
    found = [it for stack in STACKS for it in violations(seen(stack))]
    broken = [it for it in found if not exemption(it)]
    for violation in broken:
        print(violation)
    print(
        f"Policies: {len(RULES)} rules, {len(STACKS)} stacks, {len(broken)} violations, "
        f"{len(found) - len(broken)} exceptions (docs/policies.md)."
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
