"""A function's process and the Runtime API that it asks for work."""

import base64
import json
import socket
import textwrap
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.emulator.functions.process import FunctionProcess, Template
from local.emulator.functions.runtime_api import Answer, InitError, Invocation, RuntimeApi

TIMEOUT_SECONDS = 10
RUNTIME = "2018-06-01/runtime"


@pytest.fixture
def api() -> Iterator[RuntimeApi]:
    api = RuntimeApi()
    yield api
    api.close()


def ask(
    api: RuntimeApi, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Ask as the function's process does, which has the key, or with these headers instead."""
    sent = key(api.key) if headers is None else headers
    request = urllib.request.Request(f"http://{api.address}/{path}", body, sent)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def key(known: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(known.encode()).decode()}"}


def invocation(request_id: str = "id-1") -> Invocation:
    return Invocation(request_id, "arn:function", "Root=1", 1700000000000, b'{"order": 1}')


def test_a_function_gets_its_invocation_with_everything_that_its_context_shows(api: RuntimeApi) -> None:
    api.hand_over(invocation())
    status, headers, body = ask(api, f"{RUNTIME}/invocation/next")
    assert (status, json.loads(body)) == (200, {"order": 1})
    assert headers["Lambda-Runtime-Aws-Request-Id"] == "id-1"
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:function"
    assert headers["Lambda-Runtime-Deadline-Ms"] == "1700000000000"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Authorization": "Basic"},
        key("function:"),
        key(f"function:{'0' * 64}"),
    ],
)
def test_nobody_without_the_key_gets_an_invocation_or_answers_it(
    api: RuntimeApi, headers: dict[str, str]
) -> None:
    handed = invocation()
    api.hand_over(handed)
    assert ask(api, f"{RUNTIME}/invocation/next", headers=headers)[0] == 403
    assert ask(api, f"{RUNTIME}/invocation/id-1/response", b"{}", headers)[0] == 403
    assert not handed.answer.done()
    assert not api.started.done()


def test_asking_for_work_is_what_says_that_a_function_has_started(api: RuntimeApi) -> None:
    assert not api.started.done()
    api.hand_over(invocation())
    ask(api, f"{RUNTIME}/invocation/next")
    assert api.started.result(TIMEOUT_SECONDS) is None


@pytest.mark.parametrize(("what", "is_error"), [("response", False), ("error", True)])
def test_an_answer_goes_to_who_waits_for_it(api: RuntimeApi, what: str, is_error: bool) -> None:
    handed = invocation()
    api.hand_over(handed)
    assert ask(api, f"{RUNTIME}/invocation/id-1/{what}", b'{"done": 1}')[0] == 202
    assert handed.answer.result(TIMEOUT_SECONDS) == Answer(b'{"done": 1}', is_error)


def test_an_answer_that_nobody_waits_for_is_refused(api: RuntimeApi) -> None:
    api.hand_over(invocation())
    assert ask(api, f"{RUNTIME}/invocation/id-2/response", b"{}")[0] == 400


def test_a_function_that_cannot_start_says_why(api: RuntimeApi) -> None:
    assert ask(api, f"{RUNTIME}/init/error", b'{"errorType": "Runtime.ImportModuleError"}')[0] == 202
    with pytest.raises(InitError, match="ImportModuleError"):
        api.started.result(TIMEOUT_SECONDS)


def test_when_the_process_is_gone_the_open_invocation_fails(api: RuntimeApi) -> None:
    handed = invocation()
    api.hand_over(handed)
    api.fail(b'{"errorType": "Runtime.ExitError"}')
    assert handed.answer.result(TIMEOUT_SECONDS).is_error


def test_an_invocation_handed_to_a_process_that_is_gone_fails_at_once(api: RuntimeApi) -> None:
    api.fail(b'{"errorType": "Runtime.ExitError"}')
    handed = invocation()
    api.hand_over(handed)
    assert handed.answer.result(TIMEOUT_SECONDS).is_error


def test_the_first_answer_counts(api: RuntimeApi) -> None:
    handed = invocation()
    api.hand_over(handed)
    ask(api, f"{RUNTIME}/invocation/id-1/response", b'"first"')
    api.fail(b'"late"')
    assert handed.answer.result(TIMEOUT_SECONDS).payload == b'"first"'


type Runner = Callable[..., FunctionProcess]


class Ending:
    """How a process ended, once it has."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        self._ended = threading.Event()

    def __call__(self, code: int) -> None:
        self.codes.append(code)
        self._ended.set()

    def wait(self) -> list[int]:
        assert self._ended.wait(TIMEOUT_SECONDS), "the process did not end"
        return self.codes


@pytest.fixture
def ending() -> Ending:
    return Ending()


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    """Copies run a module of their own folder in place of AWS's runtime client, which the emulator has."""
    template = Template("runtime_client")
    yield template
    template.stop()


@pytest.fixture
def run(tmp_path: Path, template: Template, ending: Ending) -> Iterator[Runner]:
    """Run a script as a function."""
    running: list[FunctionProcess] = []

    def start(script: str, **variables: str) -> FunctionProcess:
        body = textwrap.indent(textwrap.dedent(script), "    ")
        code = tmp_path / str(len(running))
        code.mkdir(exist_ok=True)
        (code / "runtime_client.py").write_text(f"def main(arguments):\n{body}\n")
        running.append(FunctionProcess(template, "app.handle", [code], variables, ending))
        return running[-1]

    yield start
    for process in running:
        process.stop()


def test_a_process_sees_its_own_variables_and_nobody_elses(
    run: Runner, ending: Ending, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_SECRET", "hidden")
    run("import time; time.sleep(60)", AWS_SESSION_TOKEN="another one's")
    process = run(
        """
        import os, pathlib
        print(sorted(set(os.environ) - {'PATH'}), os.getcwd(), arguments[1])
        told = pathlib.Path("/proc/self/environ").read_text()
        assert {line for line in told.split("\\0") if line} == {f"{k}={v}" for k, v in os.environ.items()}, told
        """,
        SHOP="open",
    )
    assert ending.wait() == [0]
    assert process.take_output() == f"['SHOP'] {tmp_path / '1'} app.handle\n"


def test_nothing_of_another_function_is_in_the_memory_or_the_descriptors_of_a_process(
    run: Runner, ending: Ending
) -> None:
    secret = uuid.uuid4().hex
    run("import time; time.sleep(60)", AWS_SECRET_ACCESS_KEY=secret)
    process = run(
        """
        import os
        # What is looked for is in this process the wrong way round: it would find itself.
        backwards, found, memory = os.environ["BACKWARDS"].encode(), 0, open("/proc/self/mem", "rb", 0)
        for line in open("/proc/self/maps"):
            start, end = (int(place, 16) for place in line.split()[0].split("-"))
            if " rw" in line and "[v" not in line:
                memory.seek(start)
                found += memory.read(end - start)[::-1].count(backwards)
        memory.close()
        print(found, sorted(int(name) for name in os.listdir("/proc/self/fd"))[:3], len(os.listdir("/proc/self/fd")))
    """,
        BACKWARDS=secret[::-1],
    )
    ending.wait()
    assert process.take_output() == "0 [0, 1, 2] 4\n", "the fourth is the listing's own"


def test_what_is_imported_beforehand_is_there_without_a_session(run: Runner, ending: Ending) -> None:
    process = run("import boto3, sys; print(boto3.DEFAULT_SESSION, 'botocore.client' in sys.modules)")
    ending.wait()
    assert process.take_output() == "None True\n"


def test_a_function_that_brings_its_own_boto3_has_that_one(
    run: Runner, ending: Ending, tmp_path: Path
) -> None:
    (tmp_path / "0").mkdir()
    (tmp_path / "0" / "boto3.py").write_text("VERSION = 'its own'")
    process = run("import boto3, botocore; print(boto3.VERSION, botocore.__name__)")
    ending.wait()
    assert process.take_output() == "its own botocore\n"


def test_copies_draw_different_random_numbers(run: Runner) -> None:
    script = "import random, uuid; print(random.random(), uuid.uuid4())"
    first, second = run(script), run(script)
    for process in (first, second):
        process._gone.wait(TIMEOUT_SECONDS)
    assert set(first.take_output().split()).isdisjoint(second.take_output().split())


def test_output_is_taken_once(run: Runner, ending: Ending) -> None:
    process = run("print('hello')")
    ending.wait()
    assert (process.take_output(), process.take_output()) == ("hello\n", "")


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("raise SystemExit(3)", 3),
        ("raise SystemExit('said')", 1),
        ("raise LookupError('no such pizza')", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 139),
    ],
)
def test_an_end_is_told_with_its_exit_code(run: Runner, ending: Ending, script: str, code: int) -> None:
    process = run(script)
    assert ending.wait() == [code]
    assert not process.is_running


def test_a_stopped_process_is_gone_and_its_end_is_not_told(run: Runner, ending: Ending) -> None:
    process = run("import time; time.sleep(60)")
    assert process.is_running
    process.stop()
    assert not process.is_running
    assert ending.codes == []


def test_a_process_ends_with_the_one_who_started_it(run: Runner, ending: Ending) -> None:
    process = run("import time; time.sleep(60)")
    process._control.shutdown(socket.SHUT_RDWR)
    assert process._gone.wait(TIMEOUT_SECONDS)


def test_another_template_takes_the_place_of_one_that_ended(tmp_path: Path, ending: Ending) -> None:
    (tmp_path / "runtime_client.py").write_text("def main(arguments): print('hello')")
    template = Template("runtime_client")
    cut_off = FunctionProcess(template, "app.handle", [tmp_path], {}, Ending())
    assert template._process is not None
    template._process.kill()
    template._process.wait()
    process = FunctionProcess(template, "app.handle", [tmp_path], {}, ending)
    ending.wait()
    assert process.take_output() == "hello\n"
    template.stop()
    for ended in (cut_off, process):
        ended.stop()


def test_a_template_that_stops_takes_its_copies_along(tmp_path: Path, ending: Ending) -> None:
    (tmp_path / "runtime_client.py").write_text("import time\ndef main(arguments): time.sleep(60)")
    template = Template("runtime_client")
    process = FunctionProcess(template, "app.handle", [tmp_path], {}, ending)
    number = process._id.result(TIMEOUT_SECONDS)
    template.stop()
    assert not Path(f"/proc/{number}").exists()
    process.stop()
