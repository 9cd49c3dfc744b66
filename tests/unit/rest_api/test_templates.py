"""What the mapping templates ask of Step Functions, and what they make of its answers."""

import functools
import json
from typing import Any

import pytest

from components.rest_api.errors import STEP_FUNCTIONS_ERRORS
from components.rest_api.velocity import INPUT_LIMIT
from tests.unit.rest_api.building import EXECUTIONS, MACHINE, Watching, api
from tests.unit.rest_api.gateway import REQUEST_ID, Rendered, render

NAME = "0b7e5f5e-7c4f-4a36-9d0e-3c52a2a6a3c1"
FIRST, SECOND = "https://one.example", "https://two.example"
PREFIXES = ["", "com.amazonaws.swf.service.v2.model#"]
NASTY = [
    "O'Neil",
    'say "hello"',
    "back\\slash and \\' and \\\\",
    "$x ${input} $!input.path('$.name') $util.escapeJavaScript('a')",
    "#if(true) yes #end #set($a = 1) ## comment #* block *#",
    "line\nbreak\r\ttab\u0000\u001f",
    "café 🍕 \u2028 \u202e",
    "</script><!-- a/b -->",
    '\'", "stateMachineArn": "arn:other", "x": "',
]


@pytest.fixture(scope="module")
def built() -> Watching:
    return api(allowed_origins=[FIRST, SECOND])


def request(built: Watching, method: str) -> str:
    name = f"api-{method}-integration"
    return built.one("aws:apigateway/integration:Integration", name)["requestTemplates"]["application/json"]


def answer(built: Watching, name: str) -> str:
    inputs = built.one("aws:apigateway/integrationResponse:IntegrationResponse", f"api-{name}-answer")
    return inputs["responseTemplates"]["application/json"]


def failure(built: Watching, error_type: str, message: str = "") -> Rendered:
    return render(answer(built, "post-400"), {"__type": error_type, "message": message})


@pytest.mark.parametrize("text", NASTY)
def test_any_input_arrives_as_it_was_sent(built: Watching, text: str) -> None:
    sent = {"text": text, text: [text, {"deep": text}], "number": 1.5, "none": None}
    asked = render(request(built, "post"), {"name": NAME, "input": sent}).body
    assert asked.keys() == {"stateMachineArn", "name", "input"}
    assert asked["stateMachineArn"] == MACHINE
    assert json.loads(asked["input"]) == sent


def test_without_a_name_step_functions_is_asked_to_make_one(built: Watching) -> None:
    assert render(request(built, "post"), {"input": {}}).body == {"stateMachineArn": MACHINE, "input": "{}"}


def test_an_input_at_the_limit_is_sent_and_one_above_is_refused_as_not_json(built: Watching) -> None:
    room = INPUT_LIMIT - len('{"text":""}')
    fits = render(request(built, "post"), {"input": {"text": "x" * room}}).body
    assert len(fits["input"]) == INPUT_LIMIT
    above = render(request(built, "post"), {"input": {"text": "x" * (room + 1)}}).body
    with pytest.raises(json.JSONDecodeError):
        json.loads(above["input"])


@pytest.mark.parametrize("character", ["\u00e9", "\u6f22", "\U0001f355", '"', "\0"])
def test_all_that_fits_in_bytes_is_sent_and_nothing_that_would_overfill_a_request(
    built: Watching, character: str
) -> None:
    size = len(json.dumps(character, ensure_ascii=False).encode()) - 2
    text = character * ((INPUT_LIMIT - len('{"text":""}')) // size)
    asked = render(request(built, "post"), {"input": {"text": text}})
    assert json.loads(asked.body["input"]) == {"text": text}
    assert len(asked.text) < 1_000_000
    for times in (2, 4):
        more = render(request(built, "post"), {"input": {"text": text * times}})
        assert len(more.text) < 1_000_000


@pytest.mark.parametrize("rest", [NAME, *NASTY])
def test_an_arn_of_this_machine_is_asked_for_as_it_is(built: Watching, rest: str) -> None:
    asked = render(request(built, "get"), {}, query={"executionArn": EXECUTIONS + rest}).body
    assert asked == {"executionArn": EXECUTIONS + rest}


@pytest.mark.parametrize("colon", ["%3A", "%3a"])
def test_an_arn_whose_colons_arrive_encoded_is_the_same_arn(built: Watching, colon: str) -> None:
    encoded = (EXECUTIONS + NAME).replace(":", colon)
    asked = render(request(built, "get"), {}, query={"executionArn": encoded}).body
    assert asked == {"executionArn": EXECUTIONS + NAME}


@pytest.mark.parametrize(
    "arn", ["", "foo", f"x{EXECUTIONS}1", EXECUTIONS.replace("workflow", "workflow2") + NAME, *NASTY]
)
def test_any_other_arn_becomes_one_that_no_execution_has(built: Watching, arn: str) -> None:
    asked = render(request(built, "get"), {}, query={"executionArn": arn}).body
    assert asked == {"executionArn": f"{EXECUTIONS}no-execution-of-this-machine"}


def test_a_started_execution_is_told_with_its_arn_and_date(built: Watching) -> None:
    told = render(answer(built, "post-200"), {"executionArn": EXECUTIONS + NAME, "startDate": 1795395318.913})
    assert told.body == {"executionArn": EXECUTIONS + NAME, "startDate": 1795395318.913}


def test_a_running_execution_has_neither_end_nor_output(built: Watching) -> None:
    running = {"executionArn": "a", "name": "n", "status": "RUNNING", "startDate": 1.5}
    assert render(answer(built, "get-200"), running).body == running


@pytest.mark.parametrize("text", NASTY)
def test_an_ended_execution_is_told_without_its_input_and_cause(built: Watching, text: str) -> None:
    told = {
        "executionArn": "a",
        "name": "n",
        "status": "FAILED",
        "startDate": 1.5,
        "stopDate": 2.5,
        "error": text,
    }
    told["output"] = json.dumps({"text": text})
    secret: dict[str, Any] = {
        "input": "secret",
        "cause": "secret",
        "stateMachineArn": MACHINE,
        "traceHeader": "x",
    }
    assert render(answer(built, "get-200"), {**told, **secret}).body == told


@pytest.mark.parametrize("prefix", PREFIXES, ids=["plain", "prefixed"])
@pytest.mark.parametrize("error_type", STEP_FUNCTIONS_ERRORS)
def test_each_exception_gets_its_status_and_code(built: Watching, error_type: str, prefix: str) -> None:
    told = failure(
        built, prefix + error_type, "User: arn:aws:sts::123456789012:assumed-role/r is not authorized"
    )
    error = STEP_FUNCTIONS_ERRORS[error_type]
    assert told.status == error.status
    assert told.body == {"error": {"code": error.code, "message": error.message, "requestId": REQUEST_ID}}


@pytest.mark.parametrize("body", [{}, {"__type": "Surprise", "message": "internal"}, {"message": None}])
def test_an_unknown_refusal_is_a_bad_request_and_says_nothing_of_its_reason(
    built: Watching, body: dict[str, Any]
) -> None:
    told = render(answer(built, "get-400"), body)
    assert told.status == 400
    assert told.body["error"]["code"] == "BadRequest"
    assert "internal" not in told.text


def test_an_input_that_is_too_large_by_bytes_is_a_413_too(built: Watching) -> None:
    message = "Value at 'input' failed: Member must have length less than or equal to 262144"
    assert failure(built, "com.amazon.coral.validate#ValidationException", message).status == 413
    assert failure(built, "ValidationException", "Value 'x' at 'name' failed").status == 400


def test_a_taken_name_is_told_with_the_arn_of_its_execution(built: Watching) -> None:
    told = failure(built, "ExecutionAlreadyExists", f"Execution Already Exists: '{EXECUTIONS}{NAME}'")
    assert told.status == 409
    assert told.body["error"]["executionArn"] == EXECUTIONS + NAME


@pytest.mark.parametrize(
    "message", ["", "no quotes", "'arn:aws:states:other'", f"{EXECUTIONS}{NAME}-more 'x'"]
)
def test_no_arn_is_made_up_from_a_message_that_names_none(built: Watching, message: str) -> None:
    told = failure(built, "ExecutionAlreadyExists", message)
    assert told.body["error"].keys() == {"code", "message", "requestId"}


def test_a_failure_of_step_functions_is_an_internal_error(built: Watching) -> None:
    told = render(answer(built, "get-500"), {"message": "internal"})
    assert told.body["error"]["code"] == "InternalError"
    assert "internal" not in told.text


@pytest.mark.parametrize("spelling", ["Origin", "origin"])
@pytest.mark.parametrize("name", ["post-200", "post-400", "post-500", "get-200", "options-200"])
def test_every_answer_goes_to_whichever_allowed_origin_asks(
    built: Watching, name: str, spelling: str
) -> None:
    told = render(answer(built, name), {"status": "x"}, header={spelling: SECOND})
    assert told.headers == {"Access-Control-Allow-Origin": SECOND}


@pytest.mark.parametrize(
    "origin", [None, "", "null", "https://two.example.evil", f"{SECOND}/", "https://evil.example"]
)
def test_no_other_origin_is_named_in_an_answer(built: Watching, origin: str | None) -> None:
    header = {} if origin is None else {"Origin": origin}
    assert render(answer(built, "post-200"), {}, header=header).headers == {}


def test_with_one_origin_the_static_header_is_enough() -> None:
    assert "responseOverride.header" not in answer(api(), "post-200")


def test_no_placeholder_is_left_in_any_template(built: Watching) -> None:
    names = ["post-200", "post-400", "post-500", "get-200", "get-400", "get-500", "options-200"]
    texts = [request(built, method) for method in ("post", "get", "options")]
    for text in [*texts, *(answer(built, name) for name in names)]:
        assert "__" not in text.replace("$.__type", "")


@pytest.mark.parametrize(
    ("error_type", "status"),
    [
        ("ThrottlingException", 429),
        ("ExecutionLimitExceeded", 429),
        ("ExecutionDoesNotExist", 404),
        ("InvalidArn", 400),
        ("AccessDeniedException", 500),
        ("StateMachineDoesNotExist", 500),
    ],
)
def test_what_the_caller_can_mend_is_a_4xx_and_what_we_must_mend_a_500(
    built: Watching, error_type: str, status: int
) -> None:
    assert failure(built, error_type).status == status


CALLERS = {
    "AWS_IAM": {"identity": {"userArn": "the caller"}},
    "COGNITO_USER_POOLS": {"authorizer": {"claims": {"sub": "the caller"}}},
    "LAMBDA": {"authorizer": {"principalId": "the caller"}},
    "API_KEY": {"identity": {"apiKeyId": "the caller"}},
}


@functools.cache
def start_by(kind: str) -> str:
    """Return the template that starts what a caller of this kind sends."""
    access = {"kind": kind, **({} if "identity" in CALLERS[kind] else {"authorizer_id": "a"})}
    return request(api(access=access, caller=True), "post")


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("kind", CALLERS)
def test_the_caller_stands_beside_the_input_whatever_either_says(kind: str, text: str) -> None:
    context = json.loads(json.dumps(CALLERS[kind]).replace("the caller", json.dumps(text)[1:-1]))
    asked = render(
        start_by(kind),
        {"input": {"text": text, "caller": "forged"}},
        header={"caller": "forged"},
        context=context,
    ).body
    held = json.loads(asked["input"])
    assert held == {"caller": {"kind": kind, "id": text}, "input": {"text": text, "caller": "forged"}}


def test_while_closed_nothing_is_started_and_the_answer_says_when_to_ask_again(built: Watching) -> None:
    closed = {"open": "false"}
    asked = render(request(built, "post"), {"input": {}}, variables=closed).body
    assert asked["stateMachineArn"] == "closed"
    refusal = {"__type": "InvalidArn", "message": "Invalid ARN prefix: closed"}
    told = render(answer(built, "post-400"), refusal, variables=closed, context={"httpMethod": "POST"})
    assert (told.status, told.body["error"]["code"]) == (503, "Closed")
    assert told.headers["Retry-After"] == "600"


def test_while_closed_executions_are_described_as_ever(built: Watching) -> None:
    failed = {"__type": "ExecutionDoesNotExist", "message": ""}
    told = render(
        answer(built, "get-400"), failed, variables={"open": "false"}, context={"httpMethod": "GET"}
    )
    assert (told.status, told.body["error"]["code"]) == (404, "ExecutionDoesNotExist")
    assert "Retry-After" not in told.headers
