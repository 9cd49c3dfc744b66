"""A function's process and the Runtime API that it asks for work."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.emulator.functions import process as process_module
from local.emulator.functions.process import FunctionProcess
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
    request = urllib.request.Request(f"http://{api.address}/{path}", body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


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
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Origin": "http://localhost:8080"},
        {"Referer": "https://evil.example/"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_no_page_gets_an_invocation_or_answers_it(api: RuntimeApi, headers: dict[str, str]) -> None:
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


type Runner = Callable[[str], FunctionProcess]


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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: Ending) -> Iterator[Runner]:
    """Run a script in place of AWS's runtime client, which lives in the emulator's environment."""
    running: list[FunctionProcess] = []

    def start(script: str) -> FunctionProcess:
        bootstrap = tmp_path / "bootstrap.py"
        bootstrap.write_text(script)
        monkeypatch.setattr(process_module, "BOOTSTRAP", bootstrap)
        running.append(FunctionProcess("app.handle", tmp_path, {"SHOP": "open"}, ending))
        return running[-1]

    yield start
    for process in running:
        process.stop()


def test_a_process_sees_its_own_variables_and_none_of_the_emulators(
    run: Runner, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_SECRET", "hidden")
    process = run(
        "import os, sys; print(os.environ.get('SHOP'), os.environ.get('EMULATOR_SECRET'), sys.argv[1])"
    )
    assert ending.wait() == [0]
    assert process.take_output() == "open None app.handle\n"


def test_output_is_taken_once(run: Runner, ending: Ending) -> None:
    process = run("print('hello')")
    ending.wait()
    assert (process.take_output(), process.take_output()) == ("hello\n", "")


def test_an_end_is_told_with_its_exit_code(run: Runner, ending: Ending) -> None:
    process = run("raise SystemExit(3)")
    assert ending.wait() == [3]
    assert not process.is_running


def test_a_stopped_process_is_gone_and_its_end_is_not_told(run: Runner, ending: Ending) -> None:
    process = run("import time; time.sleep(60)")
    assert process.is_running
    process.stop()
    assert not process.is_running
    assert ending.codes == []


def test_standard_input_closes_with_the_one_who_started_the_process(run: Runner, ending: Ending) -> None:
    process = run("import os; os.read(0, 1); raise SystemExit(7)")
    stdin = process._process.stdin
    assert stdin is not None
    stdin.close()
    assert ending.wait() == [7]
