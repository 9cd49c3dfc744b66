"""`python -m local` with a wrong setting."""

import os
import shutil
import subprocess
from pathlib import Path

from components.project import NAME
from local.paths import EMULATOR_ENVIRONMENT, PROGRAM_ENVIRONMENT, python_of
from plans.stacks import ROOT
from tests.plan.program import copy_project
from tests.running import free_port


def copy_with_environments(folder: Path) -> Path:
    """Copy the project with links to the environments that are there, so that nothing is set up."""
    copy_project(folder)
    shutil.copytree(ROOT / "local", folder / "local", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.txt", folder)
    (folder / ".local").mkdir()
    (folder / ".venv").symlink_to(PROGRAM_ENVIRONMENT)
    (folder / ".local" / EMULATOR_ENVIRONMENT.name).symlink_to(EMULATOR_ENVIRONMENT)
    return folder


def test_a_wrong_setting_is_one_line_before_anything_is_made(tmp_path: Path) -> None:
    folder = copy_with_environments(tmp_path / "project")
    with (folder / "Pulumi.local.yaml").open("a") as settings:
        settings.write("  throtleRate: 5\n")
    ran = subprocess.run(
        [python_of(folder / ".venv"), "-m", "local", "--directory", tmp_path / "run"],
        cwd=folder,
        env={
            **os.environ,
            "GOPIZZA_PORT": str(free_port()),
            "GOPIZZA_EMULATOR_PORT": str(free_port()),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 1
    [line] = ran.stderr.splitlines()
    assert line.startswith(
        f"{NAME}: Pulumi.local.yaml: {NAME}:throtleRate is not a setting; did you mean throttleRate? Settings: "
    )
    assert "deploying" not in ran.stdout
