"""What the local run imports before it does anything."""

import subprocess
import sys

from local.paths import ROOT

PROGRAM = "import sys, local.shop; print(*sys.modules)"
MADE_ELSEWHERE_ONLY = {"acm", "budgets", "cloudfront", "route53", "sns", "wafv2"}  # by other stacks' settings


def test_services_that_only_other_stacks_use_are_imported_when_they_are_used() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    modules = [name.split(".") for name in told.stdout.split() if name.startswith("pulumi_aws.")]
    # A service that nobody has used yet is one module, a placeholder.
    early = {module[1] for module in modules if module[2:]} & MADE_ELSEWHERE_ONLY
    assert not early, f"annotations that name {early} evaluate them at each start: write them as text"


def test_what_waits_for_an_edit_has_imported_nothing_that_an_edit_may_change() -> None:
    program = "import sys, local.standby; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert not {name for name in told.stdout.split() if name.partition(".")[0] in {"components", "handlers"}}
