"""A run on another machine than where it was written: its folder, its proxies, what it finds there, who may order."""

import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.elsewhere import Elsewhere
from tests.running import LocalRun, RunningShop, copied_project, descendants, still_there
from tests.system.ordering import body_of, order
from tests.system.test_local_run import order_as_printed

NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
SHARED = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 where the run must leave nothing

# Orders, looks until it has ended, and plays the recording; what a page of another site has to do itself.
ORDERED = """async ([url, body]) => {
  const json = { "Content-Type": "application/json" };
  const started = await fetch(url, { method: "POST", headers: json, body: JSON.stringify(body) });
  const { executionArn } = await started.json();
  for (let look = 0; look < 100; look++) {
    const answer = await fetch(`${url}?executionArn=${encodeURIComponent(executionArn)}`);
    const { status, output } = await answer.json();
    if (status === "SUCCEEDED") return JSON.parse(output);
    await new Promise(go => setTimeout(go, 200));
  }
}"""
LENGTH = """url => new Promise(tell => {
  const audio = new Audio(url);
  audio.addEventListener("loadedmetadata", () => tell(audio.duration));
  audio.addEventListener("error", () => tell(0));
})"""


@pytest.fixture
def project(tmp_path: Path, elsewhere: Elsewhere) -> Path:
    """A copy of the project in a folder with an apostrophe and a blank; another site's page may order there."""
    project = copied_project(tmp_path / "Anna's shop")
    with (project / "Pulumi.local.yaml").open("a") as settings:
        settings.write(f"  allowedOrigins: [{elsewhere.url.rstrip('/')}]\n")
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
    browser: Browser, run: LocalRun, project: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    before = files(project)
    shop = RunningShop(run, run.wait_until_ready())
    description = order_as_printed(run)
    assert description["status"] == "SUCCEEDED"
    assert json.loads(description["output"])["status"] == "CONFIRMED"
    with closing(browser.new_page()) as page:
        page.goto(elsewhere.url)
        outcome = page.evaluate(ORDERED, [shop.stage_url, body_of(order(shop))])
        assert outcome["status"] == "CONFIRMED"
        assert page.evaluate(LENGTH, outcome["audio"]["url"]) > 1, "seconds of speech"

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
