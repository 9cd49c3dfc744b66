"""The page's modules, tested by Node's own test runner where there is one."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.names import REFUSED, TAKEN

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem.removesuffix(".test"))
def test_module(file: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to test the page's modules")
    run = subprocess.run([node, "--test", file], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_page_takes_the_names_that_the_shop_takes() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("install Node.js 20 or newer to test the page's modules")
    module = (HERE.parents[1] / "site" / "js" / "rules.js").as_uri()
    program = (
        f"import {{ isLine }} from {json.dumps(module)};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "console.log(JSON.stringify(JSON.parse(text).map((name) => isLine(name, 80))));"
    )
    names = json.dumps([*TAKEN, *REFUSED])
    command = [node, "--input-type=module", "--eval", program]
    run = subprocess.run(command, input=names, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(run.stdout) == [True] * len(TAKEN) + [False] * len(REFUSED)
