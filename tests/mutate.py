"""`make mutations`: make each mistake of mutations.yaml in a copy of the project, and see the named test fail.

With words, only the mistakes whose sentence has one of them. It takes a few seconds for each.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.running import ROOT, with_environments

TIMEOUT_SECONDS = 300
FAILED = 1  # pytest's exit code for a test that failed; another for one that isn't there


@dataclass(frozen=True)
class Mutation:
    """A mistake: a text of a file that becomes another; and the test, relative to `tests`, that finds it."""

    mistake: str
    file: str
    text: str
    becomes: str
    test: str

    def broken(self, root: Path) -> str:
        """Return the file's content with the mistake; ValueError where its text isn't there once."""
        content = (root / self.file).read_text(encoding="utf-8")
        if content.count(self.text) != 1:
            raise ValueError(
                f"{self.file} has {self.text!r} {content.count(self.text)} times: {self.mistake}"
            )
        return content.replace(self.text, self.becomes)


MUTATIONS = [
    Mutation(**it) for it in yaml.safe_load(Path(__file__).with_name("mutations.yaml").read_text("utf-8"))
]


def caught(mutation: Mutation, folder: Path) -> bool:
    """Tell whether the test fails with the mistake in `folder`, which is as before afterwards."""
    file = folder / mutation.file
    before = file.read_text(encoding="utf-8")
    file.write_text(mutation.broken(folder), encoding="utf-8")
    try:
        return run([mutation.test], folder) == FAILED
    finally:
        file.write_text(before, encoding="utf-8")


def run(tests: Sequence[str], folder: Path) -> int:
    """Return pytest's exit code for some tests, in a folder that has the project."""
    chosen = [f"tests/{test}" for test in tests]
    command = [sys.executable, "-B", "-m", "pytest", "-qx", "-p", "no:cacheprovider", *chosen]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT_SECONDS, check=False
    ).returncode


def copy(folder: Path) -> None:
    """Copy all that git knows or would, as it is now, with the environments."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(lambda it: (ROOT / it).is_file(), listed.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    with_environments(folder)


def main(words: Sequence[str]) -> int:
    """Tell what was caught; return the exit code, 1 if any mistake wasn't."""
    chosen = [it for it in MUTATIONS if not words or any(word in it.mistake for word in words)]
    missed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / ROOT.name
        copy(folder)
        if run(sorted({it.test for it in chosen}), folder):
            print("The tests don't pass as it is: mend that first.", file=sys.stderr)
            return 1
        for mutation in chosen:
            found = caught(mutation, folder)
            missed += not found
            print(f"{'caught' if found else 'MISSED'}  {mutation.mistake}  ({mutation.test})", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} mistakes caught by the test that is said to.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
