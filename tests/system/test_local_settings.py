"""`python -m local` with a wrong setting."""

import os
import subprocess
from pathlib import Path

from components.project import NAME
from local.paths import python_of
from tests.running import copied_project, free_port


def test_a_wrong_setting_is_one_line_before_anything_is_made(tmp_path: Path) -> None:
    folder = copied_project(tmp_path / "project")
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
