"""A run on a machine that isn't like the one where it was written: its folder, its proxies, what it finds there."""

import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import LocalRun, RunningShop, copied_project, descendants, still_there
from tests.system.asking import Api
from tests.system.test_local_run import order_as_printed

NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
OTHER_SITE = "https://menu.example"
SHARED = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 where the run must leave nothing


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in a folder with an apostrophe and a blank, whose environments are set up."""
    project = tmp_path / "Anna's shop"
    copied_project(project)
    settings = project / "Pulumi.local.yaml"
    settings.write_text(f"{settings.read_text()}  allowedOrigins: [{OTHER_SITE}]\n")
    return project


@pytest.fixture
def run(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalRun]:
    """`make local` there, in a home and a folder for temporary files of its own, behind proxies that don't answer."""
    run = LocalRun(project / ".local")
    for name in PROXIES:
        monkeypatch.setenv(name, NOWHERE)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name)  # set for tests
    for name in ("HOME", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    run.start("make", "local", f"PYTHON={sys.executable}", project=project)
    yield run
    if run.process.poll() is None:
        os.killpg(run.process.pid, signal.SIGINT)
        run.process.wait(30)


def files(folder: Path) -> set[Path]:
    found = {path.relative_to(folder) for path in folder.rglob("*")}
    return {
        path for path in found if path.parts[0] not in {".local", ".venv"} and "__pycache__" not in path.parts
    }


def test_it_runs_behind_proxies_in_annas_shop_and_leaves_nothing_elsewhere(
    run: LocalRun, project: Path, tmp_path: Path
) -> None:
    before = files(project)
    shop = RunningShop(run, run.wait_until_ready())
    description = order_as_printed(run)
    assert description["status"] == "SUCCEEDED"
    assert json.loads(description["output"])["status"] == "CONFIRMED"
    asked = Api(shop.stage_url, OTHER_SITE).ask("GET", query={"executionArn": "none"})
    assert (asked.status, asked.headers["access-control-allow-origin"]) == (404, OTHER_SITE)

    names = {bucket["Name"] for bucket in shop.aws.client("s3").list_buckets()["Buckets"]}
    kept = [path for path in run.directory.rglob("*") if not path.is_symlink()]
    assert names & {path.name for path in kept}, "the buckets are in the run's folder"
    own = [path for path in run.directory.iterdir() if not path.is_symlink() and not made_by_setup(path)]
    assert not [path for path in own if stat.S_IMODE(path.stat().st_mode) & 0o077], "others get no further"
    started = descendants(run.process.pid)
    os.killpg(run.process.pid, signal.SIGINT)  # as a terminal's Ctrl-C
    run.process.wait(30)

    assert still_there(started) == set()
    assert not run.outputs_path.exists()
    assert list(run.aws_files.iterdir()) == []
    assert files(project) == before
    assert [*files(tmp_path / "HOME"), *files(tmp_path / "TMPDIR")] == []
    assert not [
        path for place in SHARED for path in place.glob("*") if names & {it.name for it in beside(path)}
    ]


def made_by_setup(path: Path) -> bool:
    """Return whether a file belongs to the environments, or to the test that looks at it."""
    return path.name.startswith("setup") or path.name == "terminal.log"


def beside(path: Path) -> list[Path]:
    try:
        return [path, *path.iterdir()]
    except OSError:  # a file, or somebody else's folder
        return [path]
