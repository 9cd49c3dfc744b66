"""A browser for the whole run, and a visitor of the shop for each test."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright

from tests.browser import elsewhere
from tests.browser.visitor import Visitor
from tests.running import RunningShop

expect.set_options(timeout=20_000)  # a machine that is busy takes longer than Playwright's own five seconds
# Chromium as a test tool: no sandbox (it needs rights that containers don't give), nothing asked of the network but
# the shop, and a sound may start by itself, as it may for a visitor who has clicked.
REBOUND = "rebound.example"  # a name that somebody made to point to this machine
# The address bar's popups are pages in every window, and each page has a spare process: half of what a visit computes.
# Chromium heeds the last list of features alone, so it begins with those of Playwright's that matter here.
WITHOUT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
ARGUMENTS = [
    f"--disable-features={','.join(WITHOUT)}",
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]
HOW_TO_GET_ONE = (
    "no browser found: install Debian's package chromium, "
    "or run: .venv/bin/playwright install --with-deps chromium"
)
DOWNLOAD_TIMEOUT_SECONDS = 180
# Where things move as they do for most visitors. The others have asked for less motion: a third of what
# a visit computes is frames that those tests don't look at.
MOVING = {"test_access", "test_layout", "test_outcomes", "test_smoke", "test_weight"}


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def installed_chromium() -> str | None:
    """Return the machine's own Chromium, if it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium, which must start, or else Playwright's own; without either this folder's tests skip."""
    installed = installed_chromium()
    if not installed and not Path(_playwright.chromium.executable_path).exists():
        _download_browser()
    try:
        browser = _playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
    except Error as error:
        if installed:
            raise
        pytest.skip(f"{HOW_TO_GET_ONE} ({error.message.splitlines()[0]})")
    yield browser
    browser.close()


def _download_browser() -> None:
    """Let Playwright fetch its Chromium; whether that worked shows when it is launched."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, capture_output=True, check=False, timeout=DOWNLOAD_TIMEOUT_SECONDS)


@pytest.fixture
def invite(
    browser: Browser, shop: RunningShop, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visitor]]:
    """Return a function that lets a visitor with these browser settings in, such as a phone's width."""
    visitors: list[Visitor] = []
    usual: dict[str, Any] = {} if request.path.stem in MOVING else {"reduced_motion": "reduce"}

    def come_in(**settings: Any) -> Visitor:
        visitors.append(Visitor(browser.new_context(**(usual | settings)), shop))
        return visitors[-1]

    yield come_in
    for visitor in visitors:
        visitor.leave()


@pytest.fixture
def visitor(invite: Callable[..., Visitor]) -> Visitor:
    """A visitor who sees the menu."""
    visitor = invite()
    visitor.open()
    return visitor


@pytest.fixture(name="elsewhere")
def _elsewhere() -> Iterator[elsewhere.Elsewhere]:
    """Another site than the shop's."""
    with elsewhere.opened() as site:
        yield site
