"""The check that the pipeline makes after a deployment, made of the shop on this machine."""

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.running import ROOT, RunningShop
from tests.sound import seconds


def smoke(outputs: Path, kept: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tests.smoke", outputs, kept],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_a_shop_that_works_is_said_to(shop: RunningShop, browser: Browser, tmp_path: Path) -> None:
    ended = smoke(shop.run.outputs_path, tmp_path)
    assert ended.returncode == 0, ended.stderr
    sdk, paid, declined = ended.stdout.splitlines()
    assert sdk.startswith("the SDK has ")
    assert "is confirmed, and spoken in" in paid
    assert "is cancelled" in declined
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    assert seconds((tmp_path / "voice.mp3").read_bytes()) > 1


def test_a_shop_whose_sdk_is_another_one_is_said_not_to_work(shop: RunningShop, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs.json"
    outputs.write_text(json.dumps(shop.outputs | {"sdkBundle": shop.outputs["sdkBundle"] | {"sha256": "0"}}))
    ended = smoke(outputs, tmp_path)
    assert ended.returncode == 1
    assert ended.stderr == "the shop doesn't work: the SDK's zip isn't the one that was deployed\n"
