"""The tables of settings, errors, policies and workarounds, made from the code itself."""

import ast
import json
from typing import Any

import yaml

from components.rest_api import errors as contract
from components.rest_api.args import words
from components.settings import RULES as BOUNDS
from docs.marked import table
from plans.stacks import ROOT
from policies.rules import EXEMPTIONS, NOT_JUDGED, RULES


def settings() -> str:
    """Return types and descriptions from Pulumi.yaml, with the limits."""
    declared: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))["config"]
    rows = [
        (f"`{key}`", words(BOUNDS[key]), f"`{json.dumps(it['default'])}`", it["description"])
        for key, it in declared.items()
        if ":" not in key
    ]
    return table(("key", "must be", "default", ""), rows)


def errors() -> str:
    """Return the API's errors, and what to do."""
    told = [(str(it.status), f"`{it.code}`", it.when, it.then) for it in contract.CONTRACT.values()]
    return table(("status", "code", "when", "what to do"), told)


def policies() -> str:
    """Return the rules, the exceptions and the controls without a rule."""
    exempt = {it.rule for it in EXEMPTIONS}
    rules = [
        (
            f"[{it.name}](https://{it.page})" + (" \\*" if it.name in exempt else ""),
            it.severity,
            it.says,
            it.fix.replace("*/*", "`*/*`"),
        )
        for it in RULES
    ]
    exceptions = []
    for it in EXEMPTIONS:
        where = ", ".join(f"`{key}: {said}`" for key, said in it.where.items()) or "every stack"
        exceptions.append((it.rule, where, ", ".join(it.resources), it.why))
    return "\n".join(
        [
            f"## The {len(RULES)} rules\n",
            table(("rule (\\* with exceptions)", "severity", "what holds", "where it doesn't"), rules),
            "## Exceptions\n",
            table(("rule", "where", "resources", "why"), exceptions),
            "## Controls of the standard without a rule\n",
            table(("control", "why"), NOT_JUDGED.items()),
        ]
    )


def workarounds() -> str:
    """Return the modules that change LocalEmu, each with the first paragraph of its docstring."""
    plugin = ROOT / "local" / "emulator"
    rows = []
    for file in sorted(plugin.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "from local.emulator.when_imported import" in text:
            summary, _, _ = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")
            name = file.relative_to(plugin).as_posix().removesuffix("__init__.py")
            rows.append((f"`{name}`", " ".join(summary.split()).removesuffix(".")))
    return table(("module in `local/emulator/`", "what it does or ensures"), rows)
