"""Lambda functions on the emulator: processes that behave, and fail, as AWS's do."""

import json
import os
import textwrap
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.making import allow, document, function, trust
from tests.running import RunningShop
from tests.system.ordering import until

type Invoke = Callable[..., tuple[Any, str | None]]

LOG_GROUP = "/functions-under-test"
MAY_LOG = document(allow(["logs:CreateLogStream", "logs:PutLogEvents"], Resource="*"))


@pytest.fixture(scope="module")
def role(shop: RunningShop) -> Iterator[str]:
    """A role that may write logs and no more, and the log group."""
    iam, logs = shop.client("iam"), shop.client("logs")
    name = f"function-{uuid.uuid4()}"
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))["Role"][
        "Arn"
    ]
    iam.put_role_policy(RoleName=name, PolicyName="log", PolicyDocument=MAY_LOG)
    logs.create_log_group(logGroupName=LOG_GROUP)
    yield arn
    logs.delete_log_group(logGroupName=LOG_GROUP)
    iam.delete_role_policy(RoleName=name, PolicyName="log")
    iam.delete_role(RoleName=name)


@pytest.fixture
def invoke(shop: RunningShop, role: str) -> Iterator[Invoke]:
    """Make a function of some code once, invoke it, return its answer and its kind of error."""
    client, name = shop.client("lambda"), f"function-{uuid.uuid4()}"

    def run(code: str, timeout: int = 5) -> tuple[Any, str | None]:
        if name not in made:
            function(
                client,
                name,
                role,
                textwrap.dedent(code),
                Timeout=timeout,
                Environment={"Variables": {"SHOP": "open"}},
                LoggingConfig={"LogFormat": "JSON", "LogGroup": LOG_GROUP},
            )
            made.add(name)
        answer = client.invoke(FunctionName=name, Payload=json.dumps({"order": 1}))
        return json.loads(answer["Payload"].read()), answer.get("FunctionError")

    made: set[str] = set()
    yield run
    for each in made:
        client.delete_function(FunctionName=each)


def test_a_function_sees_its_event_its_settings_and_how_long_it_has(invoke: Invoke) -> None:
    code = """
        import os
        def handle(event, context):
            return [event, os.environ["SHOP"], context.get_remaining_time_in_millis(), context.function_name]
    """
    (event, setting, left, name), error = invoke(code)
    assert (event, setting, error) == ({"order": 1}, "open", None)
    assert 0 < left <= 5000
    assert name.startswith("function-")


def test_a_function_acts_by_its_own_role_and_by_no_other_right(invoke: Invoke) -> None:
    code = """
        import boto3
        def handle(event, context):
            try:
                return boto3.client("dynamodb").list_tables()["TableNames"]
            except Exception as error:
                return [boto3.client("sts").get_caller_identity()["Arn"], error.response["Error"]["Code"]]
    """
    (who, refusal), _ = invoke(code)
    assert ":assumed-role/function-" in who
    assert refusal == "AccessDeniedException"


def test_a_warm_function_remembers(invoke: Invoke) -> None:
    code = """
        calls = []
        def handle(event, context):
            calls.append(event)
            return len(calls)
    """
    # A call that comes before the last one's process is free again gets another process.
    told = [invoke(code)[0] for _ in range(10)]
    assert max(told) > 1, "one process had several calls"
    assert all(count == 1 or count - 1 in told[:turn] for turn, count in enumerate(told)), (
        "each counts its own"
    )


def test_a_function_that_takes_too_long_is_stopped_and_starts_anew(
    invoke: Invoke, tmp_path_factory: pytest.TempPathFactory
) -> None:
    marker = tmp_path_factory.mktemp("function") / "called"
    code = f"""
        import os, pathlib, time
        marker = pathlib.Path({str(marker)!r})
        def handle(event, context):
            if marker.exists():
                return [int(marker.read_text()), os.getpid()]
            marker.write_text(str(os.getpid()))
            time.sleep(60)
    """
    answer, error = invoke(code, timeout=2)
    assert (answer["errorType"], error) == ("Sandbox.Timedout", "Unhandled")
    assert "Task timed out after 2.00 seconds" in answer["errorMessage"]
    (first, second), _ = invoke(code)
    assert second != first
    assert not Path(f"/proc/{first}").exists()


def test_a_function_that_hangs_when_it_starts_again_is_given_up(
    invoke: Invoke, tmp_path_factory: pytest.TempPathFactory
) -> None:
    marker = tmp_path_factory.mktemp("function") / "started"
    code = f"""
        import os, pathlib, time
        marker = pathlib.Path({str(marker)!r})
        if marker.exists():
            time.sleep(600)
        marker.touch()
        def handle(event, context): os._exit(3)
    """
    assert invoke(code)[0]["errorType"] == "Runtime.ExitError"
    answer, error = invoke(code)
    assert (answer["errorType"], error) == ("Sandbox.Timedout", "Unhandled")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("def handle(event, context): raise LookupError('no such pizza')", "LookupError"),
        ("import no_such_module", "Runtime.ImportModuleError"),
        ("def other(event, context): pass", "Runtime.HandlerNotFound"),
        ("import os\ndef handle(event, context): os._exit(3)", "Runtime.ExitError"),
    ],
)
def test_a_failure_has_the_name_that_aws_gives_it(invoke: Invoke, code: str, kind: str) -> None:
    answer, error = invoke(code)
    assert (answer["errorType"], error) == (kind, "Unhandled")


def test_a_function_logs_to_the_group_of_its_configuration_while_its_role_may(
    invoke: Invoke, shop: RunningShop, role: str
) -> None:
    said, iam = str(uuid.uuid4()), shop.client("iam")
    code = f"def handle(event, context): print({said!r})"

    def says(times: int) -> bool:
        events = shop.client("logs").filter_log_events(logGroupName=LOG_GROUP)["events"]
        return [event["message"].strip() for event in events].count(said) == times

    for _ in range(2):  # the first makes the stream
        invoke(code)
    until(lambda: says(2))
    name = role.rpartition("/")[2]
    iam.delete_role_policy(RoleName=name, PolicyName="log")
    invoke(code)
    until(lambda: f"no log written to {LOG_GROUP}" in shop.log_path.read_text())
    iam.put_role_policy(RoleName=name, PolicyName="log", PolicyDocument=MAY_LOG)
    invoke(code)
    until(lambda: says(3))


def test_a_function_whose_settings_change_has_its_code_for_every_environment(
    shop: RunningShop, invoke: Invoke
) -> None:
    code = """
        import os, time
        def handle(event, context):
            time.sleep(0.5)
            return os.environ["AWS_LAMBDA_FUNCTION_NAME"], os.environ["SHOP"]
    """
    (name, _), error = invoke(code)
    assert error is None
    client = shop.client("lambda")
    client.update_function_configuration(FunctionName=name, Environment={"Variables": {"SHOP": "closed"}})
    client.get_waiter("function_updated_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
    with ThreadPoolExecutor(3) as at_once:  # so many that more environments are started
        assert list(at_once.map(lambda _: invoke(code), range(3))) == [([name, "closed"], None)] * 3


def test_however_many_call_a_function_at_once_its_environments_are_few(invoke: Invoke) -> None:
    code = """
        import os, time

        def handle(event, context):
            time.sleep(1.5)
            return os.getpid()
    """
    assert invoke(code)[1] is None
    most = 4 * (os.cpu_count() or 1)
    with ThreadPoolExecutor(most + 3) as at_once:
        processes = {process for process, _ in at_once.map(lambda _: invoke(code), range(most + 3))}
    assert most // 2 < len(processes) <= most
