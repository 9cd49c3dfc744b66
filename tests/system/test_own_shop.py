"""A shop of one's own under another name: a copy of this project as `pulumi new` makes it, down to an order heard."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.project import NAME
from plans.stacks import STACKS
from tests.engine.inventory import NAMED
from tests.running import (
    NOT_COPIED,
    ROOT,
    LocalRun,
    RunningShop,
    descendants,
    still_there,
    with_environments,
)
from tests.sound import seconds
from tests.system.ordering import fetch, order, outcome, until

OWN = "bella-napoli"
TIMEOUT_SECONDS = 300
# What keeps the name: types say which program's component a resource is, and would be made anew under another.
CONSIDERED = re.compile(rf"{NAME}:index:")


def renamed(source: Path, folder: Path) -> None:
    """Do what `pulumi new` does where there is no CLI: copy, and put the name into Pulumi.yaml."""
    shutil.copytree(source, folder)
    file = folder / "Pulumi.yaml"
    file.write_text(file.read_text().replace(f"name: {NAME}\n", f"name: {OWN}\n", 1))


def made(source: Path, folder: Path) -> None:
    """Run `pulumi new` with the repository's address, here its folder."""
    if shutil.which("pulumi") is None:
        pytest.skip("the Pulumi CLI is not on the PATH: www.pulumi.com/docs/install/")
    subprocess.run(
        ["pulumi", "new", source, "--name", OWN, "--dir", folder, "--generate-only", "--yes"],
        env={**os.environ, "PULUMI_HOME": str(folder.with_name("home")), "PULUMI_SKIP_UPDATE_CHECK": "1"},
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=TIMEOUT_SECONDS,
    )


@pytest.fixture(scope="module", params=[renamed, made], ids=["renamed", "pulumi-new"], name="project")
def _project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of that name, whose environments are set up."""
    home = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT, home / "source", ignore=NOT_COPIED)
    request.param(home / "source", home / "shop")
    return with_environments(home / "shop")


def python(project: Path, *arguments: str) -> str:
    """Run the project's Python there; return what it printed, AssertionError if it fails."""
    ran = subprocess.run(
        [project / ".venv" / "bin" / "python", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_SECONDS,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_its_plans_are_ours_but_for_the_name(project: Path) -> None:
    told = python(project, "-m", "plans")
    assert re.findall(r"Stack (\S+): \d+ resources, all as in", told) == [*STACKS]
    for plan in (project / "plans").glob("*.yaml"):
        assert NAME not in CONSIDERED.sub("", plan.read_text())


def test_its_bootstrap_and_its_workflows_follow(project: Path) -> None:
    python(project, "-m", "pytest", "tests/unit/bootstrap/test_program.py", "tests/unit/pipeline")


@pytest.fixture(scope="module", name="own")
def _own(project: Path) -> Iterator[RunningShop]:
    run = LocalRun(project / ".local")
    run.start(sys.executable, "-m", "local", project=project)
    try:
        yield RunningShop(run, run.wait_until_ready())
    finally:
        run.stop()


def test_it_takes_an_order_and_tells_of_it(own: RunningShop) -> None:
    told: dict[str, Any] = outcome(own, order(own))
    assert told["status"] == "CONFIRMED"
    media_type, recording = fetch(told["audio"]["url"])
    assert media_type == "audio/mpeg"
    assert seconds(recording) > 1


def test_all_that_it_made_has_its_name(own: RunningShop) -> None:
    names = [name for _, _, listed in NAMED for _, name in listed(own.aws)]
    assert [name for name in names if NAME in name] == []
    assert len([name for name in names if f"{OWN}-local-" in name]) > len(NAMED), "some of each kind"
    assert own.outputs["sdkBundle"]["url"].endswith(f"/{OWN}-sdk.zip")
    assert NAME not in str(own.outputs)


def test_killed_it_takes_its_emulator_and_its_functions_along(own: RunningShop) -> None:
    """The last one, after which nothing of it runs."""
    started = descendants(own.run.process.pid)
    assert len(started) > 1, "the emulator, and a function at least"
    own.run.process.kill()
    own.run.process.wait()
    until(lambda: not still_there(started))
