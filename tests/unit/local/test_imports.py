"""What the local run imports before it does anything."""

import subprocess
import sys

from local.paths import ROOT

MADE_ELSEWHERE_ONLY = {"acm", "budgets", "cloudfront", "route53", "sns", "wafv2"}  # by other stacks' settings


def imported_by(module: str) -> list[list[str]]:
    """Return the names of all modules that are there when a process has imported one, in their parts."""
    program = f"import sys, {module}; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return [name.split(".") for name in told.stdout.split()]


def test_services_that_only_other_stacks_use_are_imported_when_they_are_used() -> None:
    modules = [name for name in imported_by("local.shop") if name[0] == "pulumi_aws"]
    # A service that nobody has used yet is one module, a placeholder.
    early = {module[1] for module in modules if module[2:]} & MADE_ELSEWHERE_ONLY
    assert not early, f"annotations that name {early} evaluate them at each start: write them as text"


def test_what_waits_for_an_edit_has_imported_nothing_that_an_edit_may_change() -> None:
    assert not {name[0] for name in imported_by("local.standby")} & {"components", "handlers"}
