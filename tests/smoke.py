"""Order a pizza from a stack that was just deployed, as a visitor does, from the form to the voice.

`python -m tests.smoke OUTPUTS FOLDER` takes the file that `pulumi stack output --json` wrote, prints what it sees, and
keeps in the folder what the page looked like and said. It ends with 1 and one sentence where something is wrong.
"""

import hashlib
import io
import json
import shutil
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.visitor import Visitor
from tests.cards import APPROVED, DECLINED

# The rights of roles that were just made reach every part of AWS within some seconds.
# Source: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
ATTEMPTS = 3
HEARD = "audio => audio.ended || (audio.currentTime > 0.5 && audio.duration > 1)"


@dataclass(frozen=True)
class Deployed:
    """A stack by its outputs."""

    outputs: dict[str, Any]

    @property
    def website_url(self) -> str:
        return self.outputs["websiteUrl"]

    @property
    def stage_url(self) -> str:
        return self.outputs["stageUrl"]


def check_sdk(shop: Deployed) -> str:
    """Fetch the SDK's zip; AssertionError if it isn't the one that the outputs name."""
    bundle = shop.outputs["sdkBundle"]
    with urllib.request.urlopen(bundle["url"], timeout=30) as answer:
        body = answer.read()
    assert hashlib.sha256(body).hexdigest() == bundle["sha256"], (
        "the SDK's zip isn't the one that was deployed"
    )
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert sorted(archive.namelist()) == sorted(bundle["files"]), "the SDK's zip has other files"
    return f"the SDK has {len(bundle['files'])} files"


def check_paid_order(kept: Path, visitor: Visitor[Deployed]) -> str:
    """Order by the sandbox's good card, hear the outcome, and keep both."""
    visitor.fill_in(APPROVED, name="Smoke")
    visitor.place()
    visitor.see("Smoke, thank you for your order")
    audio = visitor.page.locator("audio").element_handle()
    visitor.page.wait_for_function(HEARD, arg=audio)
    seconds = visitor.page.evaluate("audio => audio.duration", audio)
    visitor.page.screenshot(path=kept / "page.png", full_page=True)
    with urllib.request.urlopen(visitor.page.evaluate("audio => audio.src", audio), timeout=30) as answer:
        (kept / "voice.mp3").write_bytes(answer.read())
    return f"order {visitor.order_id()} is confirmed, and spoken in {seconds:.1f} s"


def check_declined_order(visitor: Visitor[Deployed]) -> str:
    """Order by a card that the sandbox declines."""
    visitor.fill_in(DECLINED, name="Smoke")
    visitor.place()
    visitor.see("your payment didn't go through")
    return f"order {visitor.order_id()} is cancelled, as its card was declined"


def in_a_browser(shop: Deployed, check: Callable[[Visitor[Deployed]], str]) -> str:
    """Run a check on a page of its own; AssertionError if the page complains."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            visitor = Visitor(browser.new_context(), shop)
            visitor.open()
            said = check(visitor)
        finally:
            browser.close()
    assert not visitor.complaints, f"the page complains: {visitor.complaints}"
    return said


def tried(check: Callable[[], str]) -> str:
    """Return what the check says, of the last attempt if it must be."""
    for _ in range(ATTEMPTS - 1):
        try:
            return check()
        except (AssertionError, Error, OSError) as error:
            print(f"once more, since {_one_line(error)}")
    return check()


def _one_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def main(outputs: Path, kept: Path) -> None:
    shop = Deployed(json.loads(outputs.read_text()))
    kept.mkdir(exist_ok=True)
    checks = (
        lambda: check_sdk(shop),
        lambda: in_a_browser(shop, partial(check_paid_order, kept)),
        lambda: in_a_browser(shop, check_declined_order),
    )
    for check in checks:
        print(tried(check), flush=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except (AssertionError, Error, OSError) as failure:
        sys.exit(f"the shop doesn't work: {_one_line(failure)}")
