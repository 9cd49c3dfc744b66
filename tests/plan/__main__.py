"""`python -m tests.plan [--update] [STACK …]`: what a stack would be, and how that differs from its committed plan."""

import argparse
import sys
from collections.abc import Sequence

import yaml

from local.errors import LocalRunError
from tests.plan.difference import LOADER, difference
from tests.plan.form import yaml_text
from tests.plan.program import STACKS
from tests.plan.text import committed, plan


def main(arguments: Sequence[str]) -> int:
    """Show or renew plans; return the exit code, 1 after one line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.plan", description=__doc__)
    parser.add_argument("--update", action="store_true", help="write the committed plans anew")
    parser.add_argument("stacks", nargs="*", default=STACKS, metavar="STACK")
    options = parser.parse_args(arguments)
    try:
        for stack in options.stacks:
            (update if options.update else show)(stack)
    except LocalRunError as error:
        print(f"goPizza: {error}", file=sys.stderr)
        return 1
    return 0


def update(stack: str) -> None:
    """Write the stack's committed plan anew, and tell what that changed in it."""
    file, text = committed(stack), plan(stack)
    changed = difference(file.read_text(encoding="utf-8"), text) if file.exists() else "a new file"
    file.write_text(text, encoding="utf-8", newline="\n")
    print(f"{file.name}: {'renewed' if changed else 'as it was'}")
    if changed:
        print(changed)


def show(stack: str) -> None:
    """Print the effective settings and what differs from the committed plan; the whole plan where none is committed."""
    file, text = committed(stack), plan(stack)
    if not file.exists():
        print(text)
        return
    said = yaml.load(text, LOADER)  # noqa: S506 - both of them are safe
    print(yaml_text({f"settings of {stack}": said["settings"]}))
    changed = difference(file.read_text(encoding="utf-8"), text)
    if changed:
        print(
            f"Stack {stack} differs from tests/plan/{file.name} (- removed, + added, ~ changed):\n{changed}\n"
        )
    else:
        print(f"Stack {stack}: {len(said['resources'])} resources, all as in tests/plan/{file.name}.\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
