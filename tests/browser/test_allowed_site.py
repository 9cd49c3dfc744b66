"""A whole `make local` whose settings allow another site's page: it orders there and hears the voice."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.elsewhere import Elsewhere
from tests.running import LocalRun, RunningShop
from tests.system.ordering import body_of, order
from tests.system.test_local_settings import copy_with_environments

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


@pytest.fixture(name="allowing")
def _allowing(elsewhere: Elsewhere, tmp_path: Path) -> Iterator[RunningShop]:
    project = copy_with_environments(tmp_path / "project")
    with (project / "Pulumi.local.yaml").open("a") as settings:
        settings.write(f"  allowedOrigins: [{elsewhere.url.rstrip('/')}]\n")
    run = LocalRun(tmp_path / "run")
    run.start(sys.executable, "-m", "local", "--directory", str(run.directory), project=project)
    try:
        yield RunningShop(run, run.wait_until_ready())
    finally:
        run.stop()


def test_a_page_of_an_allowed_site_orders_and_hears_the_voice(
    allowing: RunningShop, browser: Browser, elsewhere: Elsewhere
) -> None:
    page = browser.new_page()
    try:
        page.goto(elsewhere.url)
        outcome = page.evaluate(ORDERED, [allowing.stage_url, body_of(order(allowing))])
        assert outcome["status"] == "CONFIRMED"
        assert page.evaluate(LENGTH, outcome["audio"]["url"]) > 1, "seconds of speech"
    finally:
        page.close()
