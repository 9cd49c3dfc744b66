"""`python -m tests.plan.policy_tables`: write the tables of docs/policies.md anew."""

from collections.abc import Iterable

from policies.catalogue import NOT_JUDGED, RULES
from policies.exceptions import EXEMPTIONS
from tests.plan.program import ROOT

FILE = ROOT / "docs" / "policies.md"
MARK = "<!-- From here on `python -m tests.plan.policy_tables` writes. -->\n"


def tables() -> str:
    """Return the rules, the exceptions and the controls that no rule judges, as Markdown."""
    exempt = {it.rule for it in EXEMPTIONS}
    rules = (
        (
            f"[{it.name}](https://{it.source})" + (" \\*" if it.name in exempt else ""),
            it.severity,
            it.says,
            it.fix.replace("*/*", "`*/*`"),
        )
        for it in RULES
    )
    exceptions = ((it.rule, ", ".join(it.stacks), ", ".join(it.resources), it.why) for it in EXEMPTIONS)
    return "\n".join(
        [
            f"## The {len(RULES)} rules\n",
            table(("rule (\\* with exceptions)", "severity", "what holds", "where it doesn't"), rules),
            "## Exceptions\n",
            table(("rule", "stacks", "resources", "why"), exceptions),
            "## Controls of the standard without a rule\n",
            table(("control", "why"), NOT_JUDGED.items()),
        ]
    )


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main() -> None:
    prose = FILE.read_text(encoding="utf-8").partition(MARK)[0]
    FILE.write_text(prose + MARK + tables(), encoding="utf-8")


if __name__ == "__main__":
    main()
