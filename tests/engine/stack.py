"""A stack of the real Pulumi engine, in a copy of the project that tests may change."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from components.project import NAME
from local.provider import Aws, without_aws
from plans.stacks import ROOT
from tests.plan.program import copy_project
from tests.running import descendants

COMMAND_TIMEOUT_SECONDS = 240
CHANGES = ("create", "update", "replace", "delete")
PASSPHRASE = "a passphrase that no file may hold"


@dataclass(frozen=True)
class Ended:
    """How a run of the CLI ended. events: what the engine told while it worked, where it was asked for them."""

    code: int
    output: str
    diagnostics: str
    events: list[dict[str, Any]]

    def errors(self) -> dict[str, str]:
        """Return what went wrong, by the URN of the resource; without one where it was the update as a whole."""
        told = (event["diagnosticEvent"] for event in self.events if "diagnosticEvent" in event)
        errors = ((it.get("urn", ""), it["message"].strip()) for it in told if it["severity"] == "error")
        return {urn: message for urn, message in errors if message}


@dataclass(frozen=True)
class Stack:
    """A project folder with a stack, whose AWS is the emulator."""

    name: str
    project: Path
    environment: dict[str, str]
    aws: Aws

    def run(self, *arguments: str) -> Ended:
        """Run the CLI on this stack to its end, however it ends."""
        with self._started(*arguments) as process:
            output, diagnostics = process.communicate(timeout=COMMAND_TIMEOUT_SECONDS)
            return Ended(process.returncode, output, diagnostics, _events(output))

    def pulumi(self, *arguments: str) -> str:
        """Run the CLI; return what it printed, AssertionError with its diagnostics if it fails."""
        ended = self.run(*arguments)
        said = f"{ended.output[-6000:]}\n{ended.diagnostics}"
        assert ended.code == 0, f"pulumi {' '.join(arguments)}:\n{said}"
        return ended.output

    def planned(self, *arguments: str) -> dict[str, str]:
        """Return what an update would do: `{"Kind name": operation}`, unchanged resources left out."""
        steps: list[dict[str, Any]] = json.loads(self.pulumi("preview", "--json", *arguments))["steps"]
        return changes(steps)

    def up(self, *arguments: str) -> dict[str, str]:
        """Update the stack; return what was done, as `planned` does."""
        output = self.pulumi("up", "--yes", "--skip-preview", "--json", *arguments)
        return changes(_told(_events(output), "resourcePreEvent"))

    def stopped(self, sign: signal.Signals, resources: int) -> Ended:
        """Start an update, send it the signal once there are so many resources or more, and wait for its end.

        SIGKILL ends all that it started with it, as the end of a machine or of a pipeline's container does.
        """
        done = len(self.resources())
        with self._started("up", "--yes", "--skip-preview", "--json") as process:
            assert process.stdout
            lines: list[str] = []
            for line in process.stdout:
                lines.append(line)
                created = "resOutputsEvent" in line and '"op":"create"' in line
                done += created
                if created and done >= resources:
                    _send(sign, process.pid)
                    break
            rest, diagnostics = process.communicate(timeout=COMMAND_TIMEOUT_SECONDS)
            output = "".join(lines) + rest
            assert done >= resources, f"only {done} resources when the update ended:\n{output[-3000:]}"
            return Ended(process.returncode, output, diagnostics, _events(output))

    def exported(self, *arguments: str) -> dict[str, Any]:
        """Return the stack's state as the engine exports it."""
        return json.loads(self.pulumi("stack", "export", *arguments))["deployment"]

    def resources(self) -> dict[str, dict[str, Any]]:
        """Return the state of every resource, by its `Kind name`."""
        return {named(it["urn"]): it for it in self.exported().get("resources", [])}

    def pending(self) -> list[str]:
        """Return what was being done when the engine was killed, as `Kind name`."""
        return [named(it["resource"]["urn"]) for it in self.exported().get("pending_operations") or []]

    def resource(self, name: str) -> dict[str, Any]:
        """Return a resource's state by its `Kind name`."""
        return self.resources()[name]

    def outputs(self) -> dict[str, Any]:
        """Return the stack's outputs."""
        return json.loads(self.pulumi("stack", "output", "--json"))

    def path(self, file: str) -> Path:
        return self.project / file

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the first place of a text that must be in a file of the project."""
        path = self.path(file)
        text = path.read_text()
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1))

    @contextmanager
    def edited(self, file: str, old: str, new: str) -> Iterator[None]:
        """Do as `edit`, until the block ends."""
        text = self.path(file).read_text()
        self.edit(file, old, new)
        try:
            yield
        finally:
            self.path(file).write_text(text)

    @contextmanager
    def configured(self, **values: Any) -> Iterator[None]:
        """Give the stack other settings, until the block ends."""
        file = f"Pulumi.{self.name}.yaml"
        before = self.path(file).read_text()
        content = yaml.safe_load(before)
        content["config"] |= {f"{NAME}:{name}": value for name, value in values.items()}
        self.path(file).write_text(yaml.safe_dump(content))
        try:
            yield
        finally:
            self.path(file).write_text(before)

    def elsewhere(self, home: Path, user: str) -> "Stack":
        """Return the same stack as another user has it, in another checkout."""
        home.mkdir()
        project = home / "a checkout"
        shutil.copytree(self.project, project, symlinks=True)
        (home / ".pulumi").mkdir()
        theirs = {"HOME": str(home), "USER": user, "LOGNAME": user, "PULUMI_HOME": str(home / ".pulumi")}
        return replace(self, project=project, environment={**self.environment, **theirs})

    @contextmanager
    def _started(self, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
        process = subprocess.Popen(
            ["pulumi", *arguments, "--stack", self.name, "--non-interactive"],
            cwd=self.project,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield process
            finally:
                process.kill()


def make(name: str, home: Path, aws: Aws) -> Stack:
    """Return a new stack `name` in a new project folder below `home`; its state lies there too."""
    home.mkdir(parents=True, exist_ok=True)
    project = copy_project(home / "project")
    (project / ".venv").symlink_to(sys.prefix)
    (home / "state").mkdir()
    path = [str(ROOT / "tests" / "engine" / "plugin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    environment = {
        **without_aws(os.environ),
        **aws.environment(),
        "PATH": os.pathsep.join(path),
        # Without the files of attributes that a killed engine leaves half written; the state itself is put by renaming.
        # Source: pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener
        "PULUMI_BACKEND_URL": f"{(home / 'state').as_uri()}?metadata=skip",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_HOME": str(home / "home"),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
    }
    stack = Stack(name, project, environment, aws)
    if not stack.path(f"Pulumi.{name}.yaml").exists():
        shutil.copy(project / "Pulumi.local.yaml", project / f"Pulumi.{name}.yaml")
    stack.pulumi("stack", "init")
    return stack


def _send(sign: signal.Signals, pid: int) -> None:
    others = descendants(pid) if sign is signal.SIGKILL else set()
    for each in (pid, *others):
        with suppress(ProcessLookupError):
            os.kill(each, sign)


def changes(steps: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return `{"Kind name": operation}` of the steps that change something."""
    return {named(step["urn"]): step["op"] for step in steps if step["op"] in CHANGES}


def named(urn: str) -> str:
    """Return `Kind name` of a resource's URN."""
    kind, name = urn.split("::")[-2:]
    return f"{kind.rpartition(':')[2]} {name}"


def _events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines() if line.startswith('{"')]


def _told(events: Iterable[Mapping[str, Any]], kind: str) -> Iterator[Mapping[str, Any]]:
    return (event[kind]["metadata"] for event in events if kind in event)
