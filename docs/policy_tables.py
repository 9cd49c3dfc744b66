"""The tables of docs/policies.md, made of the policies themselves."""

from collections.abc import Mapping
from pathlib import Path

from docs.marked import table, with_part
from policies.rules import EXEMPTIONS, NOT_JUDGED, RULES

FILE = Path(__file__).with_name("policies.md")


def tables() -> str:
    """Return the rules, the exceptions and the controls that no rule judges, as Markdown."""
    exempt = {it.rule for it in EXEMPTIONS}
    rules = (
        (
            f"[{it.name}](https://{it.page})" + (" \\*" if it.name in exempt else ""),
            it.severity,
            it.says,
            it.fix.replace("*/*", "`*/*`"),
        )
        for it in RULES
    )
    exceptions = ((it.rule, _places(it.where), ", ".join(it.resources), it.why) for it in EXEMPTIONS)
    return "\n".join(
        [
            f"## The {len(RULES)} rules\n",
            table(("rule (\\* with exceptions)", "severity", "what holds", "where it doesn't"), [*rules]),
            "## Exceptions\n",
            table(("rule", "where", "resources", "why"), [*exceptions]),
            "## Controls of the standard without a rule\n",
            table(("control", "why"), [*NOT_JUDGED.items()]),
        ]
    )


def _places(where: Mapping[str, str]) -> str:
    return ", ".join(f"`{key}: {said}`" for key, said in where.items()) or "every stack"


def text() -> str:
    """Return the file's content: its prose, and the tables as they would be now."""
    return with_part(FILE, tables())
