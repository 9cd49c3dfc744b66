"""The page's modules, tested by Node's own test runner where there is one."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem.removesuffix(".test"))
def test_module(file: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to test the page's modules")
    run = subprocess.run([node, "--test", file], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
