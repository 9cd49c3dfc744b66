"""The generated requests are as bad as they are said to be."""

import json
from collections import Counter
from functools import cache
from random import Random

import pytest
from jsonschema import Draft4Validator

from components.orders import order_schema
from components.rest_api.errors import CONTRACT
from components.rest_api.schema import model_schema
from tests.load.bad_bodies import good, is_refused
from tests.load.bad_kinds import BODY, KINDS, BadRequest, bad_request, bad_requests
from tests.load.bad_requests import Report
from tests.load.sending import STATUSES, Tried, faults

ROUNDS = 40
LINE_AND_HEADERS = 10_240  # bytes, what API Gateway takes
ORIGIN = "http://localhost:8080"
HEADERS = {
    "Content-Type": "application/json",
    "Access-Control-Allow-Origin": ORIGIN,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


@cache
def generated() -> list[BadRequest]:
    return list(bad_requests(1, ROUNDS * len(KINDS)))


def accepted(body: bytes) -> bool:
    return Draft4Validator(json.loads(model_schema(order_schema()))).is_valid(json.loads(body))


def test_all_kinds_take_equal_parts() -> None:
    assert Counter(request.kind for request in generated()) == dict.fromkeys(KINDS, ROUNDS)


def test_no_two_requests_of_a_kind_need_be_equal() -> None:
    for kind in KINDS:
        different = {str(request) for request in generated() if request.kind == kind}
        assert len(different) > ROUNDS / 4, kind


def test_seed_and_number_make_the_same_request_again() -> None:
    assert generated()[100] == bad_request(1, 100)
    assert bad_request(2, 100) != bad_request(1, 100)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_refused_for_its_body_breaks_the_model_and_what_is_not_would_be_an_order(kind: str) -> None:
    for request in generated():
        if request.kind == kind and request.method != "GET":
            assert is_refused(request.body) == (request.codes == {BODY})
            if request.codes != {BODY}:
                assert accepted(request.body)


def test_a_good_order_is_not_refused() -> None:
    for seed in range(ROUNDS):
        order = json.dumps(good(Random(seed))).encode()
        assert accepted(order)
        assert not is_refused(order)


def test_every_expected_code_is_one_of_the_contract() -> None:
    assert set().union(*(request.codes for request in generated())) <= set(STATUSES)


def test_a_request_is_small_enough_for_api_gateway_to_read_it() -> None:
    for request in generated():
        line = len(request.method) + len(request.target)
        headers = sum(len(name) + len(value) + 4 for name, value in request.headers)
        assert line + headers < LINE_AND_HEADERS - 200, request.kind


REFUSAL = json.dumps({"error": {"code": BODY, "message": CONTRACT[BODY].message, "requestId": "1"}}).encode()


def judged(status: int = 400, headers: dict[str, str] | None = None, body: bytes = REFUSAL) -> list[str]:
    request = BadRequest(kind="any", codes=frozenset({BODY}))
    return faults(request, status, HEADERS | (headers or {}), body, ORIGIN)


def test_the_refusal_of_the_contract_has_no_fault() -> None:
    assert judged() == []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200},
        {"status": 500},
        {"status": 415},
        {"headers": {"Content-Type": "text/html"}},
        {"headers": {"Access-Control-Allow-Origin": "https://evil.example"}},
        {"headers": {"Access-Control-Allow-Origin": "*"}},
        {"headers": {"Cache-Control": "public"}},
        {"body": b""},
        {"body": b"<html>"},
        {"body": b"[]"},
        {"body": REFUSAL.replace(BODY.encode(), b"InternalError")},
        {"body": REFUSAL.replace(b"JSON", b"a com.amazonaws type")},
        {"body": REFUSAL.replace(b'"1"', b'"1", "stack": "x"')},
    ],
)
def test_any_other_answer_has_one(answer: dict[str, object]) -> None:
    assert judged(**answer)  # type: ignore[arg-type]


def test_a_report_tells_every_fault() -> None:
    good_one, bad_one = Tried(0, "a", 400, 0.1, []), Tried(1, "b", 500, 0.1, ["status 500"])
    assert Report([good_one], [("noise", 400), ("TLS", 0)], 0, 1, 1.0).faults == []
    assert Report([good_one, bad_one], [], 0, 1, 1.0).faults == ["1 (b): status 500"]
    assert Report([], [("noise", 500)], 0, 1, 1.0).faults == ["noise: status 500"]
    assert len(Report([], [], 2, 1, 1.0).faults) == 1
    assert len(Report([], [], 0, 0, 1.0).faults) == 1
