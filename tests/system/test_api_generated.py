"""docs/openapi.json tried on a running API by schemathesis: what it lets in is accepted, all else is refused, and every
answer is one that it names."""

import re
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, RunningShop
from tests.system.deploying import deployed

HERE = Path(__file__).parent
TIMEOUT_SECONDS = 90
PLAIN = '"^[0-9]{6,12}$"'  # a name, an address and a phone number alike
CASES = 150  # at least; how many there are depends on what the API answers


def narrowed(folder: Path) -> Path:
    """Write the description with a plainer pattern where schemathesis can't make texts by ours; its texts fit ours."""
    text = (ROOT / "docs/openapi.json").read_text(encoding="utf-8")
    for pattern in set(re.findall(r'"pattern": ("\^\(\?[!=](?:[^"\\]|\\.)*")', text)):
        text = text.replace(pattern, PLAIN)
    file = folder / "openapi.json"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_api_is_what_its_description_says(shop: RunningShop, tmp_path: Path) -> None:
    url = deployed(HERE / "pass_through.py", shop)["url"]
    config = ["--config-file", HERE / "schemathesis.toml"]
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "schemathesis.cli",
            *config,
            "run",
            narrowed(tmp_path),
            "--url",
            url,
            "--no-color",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    tried = re.search(r"(\d+) generated, (\d+) passed", ended.stdout)
    assert tried
    assert int(tried[1]) == int(tried[2]) > CASES
