"""A function's process, and the work that it's handed."""

import json
import os
import socket
import textwrap
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local.emulator.functions.process import Answer, FunctionProcess, InitError, Template

TIMEOUT_SECONDS = 10

type Runner = Callable[..., FunctionProcess]


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    """Copies run a module of their own folder in place of AWS's runtime client, which the emulator has."""
    template = Template("runtime_client")
    yield template
    template.stop()


@pytest.fixture
def run(tmp_path: Path, template: Template) -> Iterator[Runner]:
    """Run a script as a function."""
    running: list[FunctionProcess] = []

    def start(script: str, **variables: str) -> FunctionProcess:
        body = textwrap.indent(textwrap.dedent(script), "    ")
        code = tmp_path / str(len(running))
        code.mkdir(exist_ok=True)
        (code / "runtime_client.py").write_text(f"def run(handler, client):\n{body}\n")
        running.append(FunctionProcess(template, "app.handle", [code], variables))
        return running[-1]

    yield start
    for process in running:
        process.stop()


def end(process: FunctionProcess) -> str:
    """Return how a process ended that asked for no work."""
    with pytest.raises(InitError) as ended:
        process.started.result(TIMEOUT_SECONDS)
    return json.loads(ended.value.payload)["errorMessage"].removeprefix("Runtime exited with error: ")


ASKS = "asked = client.wait_next_invocation()"


def test_a_function_gets_its_invocation_with_everything_that_its_context_shows(run: Runner) -> None:
    process = run(f"{ASKS}; client.post_invocation_result(asked.invoke_id, repr(vars(asked)))")
    answer = process.hand_over({"invoke_id": "id-1", "event_body": '{"order": 1}'}).result(TIMEOUT_SECONDS)
    assert answer == Answer(b"{'invoke_id': 'id-1', 'event_body': '{\"order\": 1}'}", is_error=False)


def test_asking_for_work_is_what_says_that_a_function_has_started(run: Runner) -> None:
    waiting, asking = run("import time; time.sleep(60)"), run(ASKS)
    assert asking.started.result(TIMEOUT_SECONDS) is None
    assert not waiting.started.done()


@pytest.mark.parametrize(("what", "is_error"), [("result", False), ("error", True)])
def test_an_answer_goes_to_who_waits_for_it_and_the_first_one_counts(
    run: Runner, what: str, is_error: bool
) -> None:
    process = run(
        f"{ASKS}; client.post_invocation_{what}('id-1', 'first'); client.post_invocation_result('', '2')"
    )
    assert process.hand_over({}).result(TIMEOUT_SECONDS) == Answer(b"first", is_error)


def test_an_answer_may_be_any_bytes(run: Runner) -> None:
    process = run(f"{ASKS}; client.post_invocation_result('', b'\\xff\\n', 'application/unknown')")
    assert process.hand_over({}).result(TIMEOUT_SECONDS).payload == b"\xff\n"


def test_a_function_that_cannot_start_says_why(run: Runner) -> None:
    process = run("client.post_init_error({'errorType': 'Runtime.ImportModuleError'})")
    with pytest.raises(InitError, match="ImportModuleError"):
        process.started.result(TIMEOUT_SECONDS)


def test_when_the_process_is_gone_the_open_invocation_fails_and_each_later_one(run: Runner) -> None:
    process = run(ASKS)
    for _ in range(2):
        answer = process.hand_over({}).result(TIMEOUT_SECONDS)
        assert (json.loads(answer.payload)["errorType"], answer.is_error) == ("Runtime.ExitError", True)


def test_a_process_that_ends_in_the_middle_of_an_answer_has_ended(run: Runner) -> None:
    process = run(f"import os; {ASKS}; os.write(3, b'\\0\\0\\1\\0half')")
    assert process.hand_over({}).result(TIMEOUT_SECONDS).is_error


def test_a_process_sees_its_own_variables_and_nobody_elses(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_SECRET", "hidden")
    run("import time; time.sleep(60)", AWS_SESSION_TOKEN="another one's")
    process = run(
        """
        import os, pathlib
        print(sorted(set(os.environ) - {'PATH'}), os.getcwd(), handler)
        told = pathlib.Path("/proc/self/environ").read_text()
        assert {line for line in told.split("\\0") if line} == {f"{k}={v}" for k, v in os.environ.items()}, told
        """,
        SHOP="open",
    )
    assert end(process) == "exit status 0"
    assert process.take_output() == f"['SHOP'] {tmp_path / '1'} app.handle\n"


def test_nothing_of_another_function_is_in_the_memory_or_the_descriptors_of_a_process(run: Runner) -> None:
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
        print(found, sorted(int(name) for name in os.listdir("/proc/self/fd"))[:4], len(os.listdir("/proc/self/fd")))
    """,
        BACKWARDS=secret[::-1],
    )
    end(process)
    assert process.take_output() == "0 [0, 1, 2, 3] 5\n", (
        "the fourth is the connection, the fifth the listing's own"
    )


def test_what_is_imported_beforehand_is_there_without_a_session(run: Runner) -> None:
    process = run("import boto3, sys; print(boto3.DEFAULT_SESSION, 'botocore.client' in sys.modules)")
    end(process)
    assert process.take_output() == "None True\n"


def test_a_function_that_brings_its_own_boto3_has_that_one(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "0").mkdir()
    (tmp_path / "0" / "boto3.py").write_text("VERSION = 'its own'")
    process = run("import boto3, botocore; print(boto3.VERSION, botocore.__name__)")
    end(process)
    assert process.take_output() == "its own botocore\n"


def test_copies_draw_different_random_numbers(run: Runner) -> None:
    script = "import random, uuid; print(random.random(), uuid.uuid4())"
    first, second = run(script), run(script)
    for process in (first, second):
        end(process)
    assert set(first.take_output().split()).isdisjoint(second.take_output().split())


def test_output_is_taken_once(run: Runner) -> None:
    process = run("print('hello')")
    end(process)
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
def test_an_end_is_told_with_its_exit_code(run: Runner, script: str, code: int) -> None:
    process = run(script)
    assert end(process) == f"exit status {code}"
    assert not process.is_running


def test_a_stopped_process_is_gone(run: Runner) -> None:
    process = run("import time; time.sleep(60)")
    assert process.is_running
    process.stop()
    assert not process.is_running
    assert end(process) == "the execution environment was stopped"


@pytest.mark.parametrize("working", [f"while True: {ASKS}", "import time; time.sleep(60)"])
def test_a_process_ends_with_the_one_who_started_it(run: Runner, working: str) -> None:
    process = run(working)
    awaited = process.hand_over({})
    with socket.socket(fileno=os.dup(process._connection.fileno())) as connection:
        connection.shutdown(socket.SHUT_WR)
    assert b"exit status 1" in awaited.result(TIMEOUT_SECONDS).payload


def test_another_template_takes_the_place_of_one_that_ended(tmp_path: Path) -> None:
    (tmp_path / "runtime_client.py").write_text("def run(handler, client): print('hello')")
    template = Template("runtime_client")
    cut_off = FunctionProcess(template, "app.handle", [tmp_path], {})
    assert template._process is not None
    template._process.kill()
    template._process.wait()
    process = FunctionProcess(template, "app.handle", [tmp_path], {})
    end(process)
    assert process.take_output() == "hello\n"
    template.stop()
    for ended in (cut_off, process):
        ended.stop()


def test_a_template_that_stops_takes_its_copies_along(tmp_path: Path) -> None:
    (tmp_path / "runtime_client.py").write_text("import time\ndef run(handler, client): time.sleep(60)")
    template = Template("runtime_client")
    process = FunctionProcess(template, "app.handle", [tmp_path], {})
    template.stop()
    assert not Path(f"/proc/{process._id}").exists()
    process.stop()
