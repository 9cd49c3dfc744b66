"""Each error of the contract, for both methods, read by pages of every configured origin and of no other."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.running import RunningShop
from tests.system.asking import ORIGINS, Answer, Api
from tests.system.contract import assert_refused, executions
from tests.system.error_cases import BY_ITSELF, TABLES, TOLD

FIRST, SECOND = ORIGINS
STRANGERS = ["https://evil.example", "null", f"{FIRST}.evil.example", "http://one.example", f"{FIRST}:8443"]


@pytest.fixture(name="api")
def _api(any_machine: dict[str, Any]) -> Api:
    return Api(any_machine["url"], SECOND)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("error", TOLD)
def test_what_a_template_tells_is_open_to_the_origin_that_asks(
    any_machine: dict[str, Any], error: tuple[int, str], origin: str
) -> None:
    assert_refused(TOLD[error](Api(any_machine["url"], origin)), *error, origin)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("error", BY_ITSELF)
def test_what_api_gateway_tells_by_itself_is_open_to_all_and_is_the_same_for_all(
    any_machine: dict[str, Any], error: tuple[int, str], origin: str
) -> None:
    answer = BY_ITSELF[error](Api(any_machine["url"], origin))
    assert_refused(answer, *error, "*")
    assert "access-control-allow-credentials" not in answer.headers
    told = json.loads(answer.text)["error"]
    told.pop("requestId")
    [meant] = {it for table in TABLES for it in table.values() if (it.status, it.code) == error}
    assert told == {"code": meant.code, "message": meant.message}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize(
    "ask", [lambda api: api.start({"input": {}}), lambda api: api.ask("OPTIONS")], ids=["POST", "OPTIONS"]
)
def test_no_other_origin_may_read_what_a_template_tells(
    any_machine: dict[str, Any], ask: Callable[[Api], Answer], stranger: str
) -> None:
    """On one machine the API isn't even asked; what it would say to them is in `test_templates`."""
    answer = ask(Api(any_machine["url"], stranger))
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_too_many_requests_are_told_to_wait_in_a_way_the_page_can_read(any_machine: dict[str, Any]) -> None:
    """Of an API with one origin what API Gateway tells by itself is open to that one, too."""
    limited = Api(any_machine["limitedUrl"], FIRST)
    answers = [limited.start({"input": {}}) for _ in range(3)]
    refused = next(answer for answer in answers if answer.status != 200)
    assert_refused(refused, 429, "TooManyRequests", FIRST)


@pytest.fixture(name="role_without_rights")
def _role_without_rights(shop: RunningShop, any_machine: dict[str, Any]) -> Iterator[None]:
    """Take the rights of the role by which the strict API acts, for one test."""
    iam = shop.client("iam")
    [role] = [it["RoleName"] for it in iam.list_roles()["Roles"] if it["RoleName"].startswith("strict-api")]
    [policy] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    document = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
    iam.delete_role_policy(RoleName=role, PolicyName=policy)
    yield
    iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))


@pytest.mark.usefixtures("role_without_rights")
def test_a_fault_on_our_side_says_nothing_of_it_and_starts_nothing(
    shop: RunningShop, any_machine: dict[str, Any]
) -> None:
    api, machine = Api(any_machine["strictUrl"], SECOND), any_machine["otherMachineArn"]
    step_functions = shop.client("stepfunctions")
    before = executions(step_functions, machine)
    assert_refused(api.start({"input": {"size": 1}}), 500, "InternalError", SECOND)
    arn = machine.replace(":stateMachine:", ":execution:") + ":a"
    assert_refused(api.describe(arn), 500, "InternalError", SECOND)
    assert executions(step_functions, machine) == before
