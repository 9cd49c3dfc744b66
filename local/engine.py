"""Runs the Pulumi program in this process, without the CLI: Pulumi's mocks interface calls the stand-in provider."""

import asyncio
import concurrent.futures
import contextlib
import json
import logging
import runpy
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pulumi
from pulumi.runtime import mocks, settings, stack

from local import dynamic
from local.errors import LocalRunError
from local.provider import Aws, StandInProvider
from local.provider.assets import marked
from local.provider.naming import patterned_name
from local.provider.resource import Existing
from local.provider.values import default_tags, plain

STACK = "local"
PARALLEL_RESOURCES = 16
HIDDEN = "[secret]"
NAMING = "pulumi:autonaming"
PROVIDER_TYPE = "pulumi:providers:aws"

log = logging.getLogger(__name__)


class DeploymentError(LocalRunError):
    """A deployment that failed; the sentence names the resource, or the program's error.

    made: the resources that it created or updated before that.
    """

    made: "Sequence[Registered]" = ()


@dataclass(frozen=True)
class Registered:
    """A resource of the deployment. inputs: those that the program gave, to compare with the next ones."""

    kind: str
    name: str
    id: str
    state: Mapping[str, Any]
    inputs: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it from one deployment to the next."""
        return self.kind, self.name


@dataclass(frozen=True)
class Deployment:
    """The result of a run of the program: stack outputs (secrets as `[secret]`) and every custom resource."""

    outputs: dict[str, Any]
    resources: list[Registered]

    def one(self, kind: str) -> Registered:
        """Return the only resource of a type; DeploymentError if there are none or several."""
        found = [resource for resource in self.resources if resource.kind == kind]
        if len(found) != 1:
            raise DeploymentError(f"the program creates {len(found)} resources of type {kind} instead of one")
        return found[0]


@dataclass
class EmulatorMocks(mocks.Mocks):
    """Creates the resources that the program registers on the emulator.

    failed: called with the first error; Pulumi's runtime would go on, or wait for ever.
    """

    aws: Aws
    project: str
    configuration: Mapping[str, str]
    failed: "concurrent.futures.Future[None]"
    before: Mapping[tuple[str, str], Registered] = field(default_factory=dict)
    resources: list[Registered] = field(default_factory=list)
    providers: dict[str, StandInProvider] = field(default_factory=dict)
    stand_in: type[StandInProvider] = StandInProvider

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        inputs = plain(args.inputs)
        if not args.custom:
            return "", inputs
        try:
            made = self._made(args, inputs)
        except Exception as error:
            self._fail(DeploymentError(f"{args.name}: {one_line(error)}"), error)
            raise
        self.resources.append(made)
        return made.id, dict(made.state)

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        try:
            return self._provider(args.provider).invoke(args.token, plain(args.args)), []
        except Exception as error:
            self._fail(DeploymentError(one_line(error)), error)
            raise

    def _made(self, args: mocks.MockResourceArgs, inputs: dict[str, Any]) -> Registered:
        """Create a resource, or update the existing one to these inputs, or leave it as it is."""
        kind, name = args.typ, args.name
        before = self.before.get((kind, name))
        if kind == PROVIDER_TYPE:
            self.providers[name] = self.stand_in(self.aws, default_tags(inputs))
            return Registered(kind, name, name, inputs, {})
        if kind.startswith(dynamic.KIND_PREFIX):
            was = (before.id, before.state) if before else None
            return Registered(kind, name, *dynamic.make(inputs, self.configuration, self.project, was), {})
        provider, proposed = self._provider(args.provider or ""), self._proposed_name(name)
        if before:
            checked = provider.check(kind, name, inputs, dict(before.state), proposed)
            given = marked(checked)
            changed = {it for it in {*given, *before.inputs} if given.get(it) != before.inputs.get(it)}
            if not changed:
                return before
            if not any(map(provider.known(kind).conformance.replaces, changed)):
                thing = Existing(before.id, dict(before.state))
                return Registered(kind, name, thing.id, provider.revise(kind, thing, checked, changed), given)
        checked = provider.check(kind, name, inputs, proposed=proposed)
        return Registered(kind, name, *provider.create(kind, checked), marked(checked))

    def _proposed_name(self, name: str) -> str:
        naming: dict[str, str] = json.loads(self.configuration.get(NAMING, "{}"))
        return patterned_name(naming.get("pattern", ""), self.project, STACK, name)

    def _provider(self, reference: str) -> StandInProvider:
        """A reference is `urn::id`, empty for the default provider."""
        return self.providers.get(reference.rpartition("::")[2]) or self.stand_in(self.aws)

    def _fail(self, failure: DeploymentError, cause: Exception) -> None:
        log.error("%s", failure, exc_info=cause)
        with contextlib.suppress(concurrent.futures.InvalidStateError):  # another failed first
            self.failed.set_exception(failure)


def deploy(
    program: Path,
    project: str,
    configuration: Mapping[str, str],
    aws: Aws,
    timeout_seconds: float,
    *,
    stand_in: type[StandInProvider] = StandInProvider,
    before: Sequence[Registered] = (),
) -> Deployment:
    """Run the program once and return its result. Call it only once in a process: Pulumi's runtime is global.

    program: path of `__main__.py`; its folder is put on `sys.path`.
    configuration: by full key, see `local.configuration.load`.
    before: the existing resources, which are kept, updated if their inputs changed, or left beside their replacements.
    stand_in: the provider that creates resources.
    Raises DeploymentError at the first failure of a resource or of the program itself, and after
    `timeout_seconds` in any case. The program runs in a daemon thread.
    """
    ended: concurrent.futures.Future[Any] = concurrent.futures.Future()
    known = {it.key: it for it in before}
    emulator = EmulatorMocks(aws, project, configuration, failed=ended, stand_in=stand_in, before=known)
    threading.Thread(target=_run, args=(program, emulator, ended), name="program", daemon=True).start()
    try:
        outputs = ended.result(timeout_seconds)
    except DeploymentError as error:
        error.made = emulator.resources
        raise
    except TimeoutError as error:
        made = ", ".join(resource.name for resource in emulator.resources[-3:]) or "nothing"
        late = DeploymentError(f"not deployed within {timeout_seconds:g} s; made last: {made}")
        late.made = emulator.resources
        raise late from error
    return Deployment(cast(dict[str, Any], outputs), emulator.resources)


def _run(program: Path, emulator: EmulatorMocks, ended: "concurrent.futures.Future[Any]") -> None:
    try:
        outputs = asyncio.run(_program(program, emulator))
        if not ended.done():
            ended.set_result(outputs)
    except BaseException as error:  # even a SystemExit of the program ends the run with a sentence
        log.exception("the program failed")
        if not ended.done():
            what = (
                "" if isinstance(error, pulumi.RunError) else f"the program failed: {type(error).__name__}: "
            )
            ended.set_exception(DeploymentError(f"{what}{one_line(error)}"))


async def _program(program: Path, emulator: EmulatorMocks) -> dict[str, Any]:
    pool = concurrent.futures.ThreadPoolExecutor(PARALLEL_RESOURCES, thread_name_prefix="resource")
    asyncio.get_running_loop().set_default_executor(pool)
    mocks.set_mocks(emulator, project=emulator.project, stack=STACK, preview=False, logger=log)
    pulumi.runtime.set_all_config(dict(emulator.configuration))
    if str(program.parent) not in sys.path:
        sys.path.insert(0, str(program.parent))
    await stack.run_pulumi_func(lambda: _execute(program))
    root = cast(stack.Stack, settings.get_root_resource())
    return {name: await _exported(value) for name, value in root.outputs.items()}


def _execute(program: Path) -> None:
    runpy.run_path(str(program), run_name="__main__")


async def _exported(value: Any) -> Any:
    output = pulumi.Output.from_input(value)
    return HIDDEN if await output.is_secret() else await output.future()


def one_line(error: BaseException) -> str:
    """Return what an error says, without line breaks."""
    return " ".join(str(error).split())
