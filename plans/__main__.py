"""`python -m plans [--update] [STACK …]`: show stacks' plans, and how they differ from the committed ones."""

import argparse
import sys
from collections.abc import Sequence

from components import project
from local.errors import LocalRunError
from plans.difference import difference, yaml_text
from plans.files import committed, file_of, renew
from plans.plan import plan
from plans.stacks import BASE, STACKS


def main(arguments: Sequence[str]) -> int:
    """Show or update plans; return the exit code, 1 after one line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m plans", description=__doc__)
    parser.add_argument("--update", action="store_true", help="update the committed plans")
    parser.add_argument("stacks", nargs="*", default=STACKS, metavar="STACK")
    options = parser.parse_args(arguments)
    try:
        for stack in [BASE, *options.stacks] if options.update else options.stacks:
            (update if options.update else show)(stack)
    except LocalRunError as error:
        print(f"{project.NAME}: {error}", file=sys.stderr)
        return 1
    return 0


def update(stack: str) -> None:
    """Update the stack's committed plan, and print what changed in it."""
    changed = difference(committed(stack), plan(stack))
    renew(stack)
    print(f"{file_of(stack).name}: {'renewed' if changed else 'as it was'}")
    if changed:
        print(changed)


def show(stack: str) -> None:
    """Print the stack's settings, and the differences from its committed plan, or from the base's if it has none."""
    made = plan(stack)
    print(yaml_text({f"settings of {stack}": made["settings"]}))
    against = file_of(stack if file_of(stack).exists() else BASE).name
    if changed := difference(committed(stack), made):
        print(f"Stack {stack} differs from plans/{against} (- removed, + added, ~ changed):\n{changed}\n")
    else:
        print(f"Stack {stack}: {len(made['resources'])} resources, all as in plans/{against}.\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
