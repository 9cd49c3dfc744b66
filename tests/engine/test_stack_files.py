"""A stack's file as the real Pulumi CLI reads it, and as a run without the CLI does: one table for both."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local import configuration
from local.configuration import ConfigurationError
from tests.unit.local.odd_yaml import REFUSED, SCALARS

PROJECT = "name: shop\nruntime: python\n"
TIMEOUT_SECONDS = 60


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)
    (tmp_path / "state").mkdir()
    assert pulumi(tmp_path, "stack", "init", "local").returncode == 0
    return tmp_path


def pulumi(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "PULUMI_BACKEND_URL": (folder / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "x",
        "PULUMI_HOME": str(folder / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "TZ": "UTC",
    }
    return subprocess.run(
        ["pulumi", "--non-interactive", *arguments],
        cwd=folder,
        env=os.environ | settings,
        text=True,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def ours(folder: Path) -> dict[str, str]:
    return configuration.merged(folder / "Pulumi.yaml", folder / "Pulumi.local.yaml", {})[1]


def test_every_odd_value_means_the_same_to_both(folder: Path) -> None:
    lines = [f"  shop:k{number}: {text}\n" for number, text in enumerate(SCALARS)]
    (folder / "Pulumi.local.yaml").write_text("config:\n" + "".join(lines))
    told = pulumi(folder, "config", "--json")
    assert told.returncode == 0, told.stderr
    theirs = {key: it.get("value") for key, it in json.loads(told.stdout).items()}
    texts = ours(folder)
    different = {
        text: (theirs.get(f"shop:k{number}"), texts[f"shop:k{number}"])
        for number, text in enumerate(SCALARS)
        if theirs.get(f"shop:k{number}") != texts[f"shop:k{number}"]
    }
    assert different == {}


@pytest.mark.parametrize("content", REFUSED.values(), ids=[*REFUSED])
def test_what_one_refuses_the_other_does(folder: Path, content: str) -> None:
    (folder / "Pulumi.local.yaml").write_text(content)
    assert pulumi(folder, "config", "--json").returncode != 0
    with pytest.raises(ConfigurationError, match=r"^[^\n]*Pulumi\.local\.yaml[^\n]*$"):
        ours(folder)
