"""The search for traces of cards finds them however they're written down, and nothing else."""

import base64
import json
import uuid
from urllib.parse import quote, quote_plus

import pytest

from tests.card_traces import traces
from tests.cards import ALL, by_page

CARD = by_page("5105105105105100")
NUMBER = CARD.number
FORMS = {
    "plain": NUMBER,
    "inside other text": f"x{NUMBER}y",
    "in groups": "5105 1051 0510 5100",
    "dashed": "5105-1051-0510-5100",
    "in a query": "card=5105+1051+0510+5100",
    "quoted for a URL": quote("5105 1051 0510 5100"),
    "percent-encoded": "".join(f"%{ord(digit):02X}" for digit in NUMBER),
    "escaped for JSON": "".join(f"\\u{ord(digit):04x}" for digit in NUMBER),
    "escaped for JSON in JSON": "".join(f"\\\\u{ord(digit):04x}" for digit in NUMBER),
    "as HTML shows groups": "5105&nbsp;1051&nbsp;0510&nbsp;5100",
    "hexadecimal": NUMBER.encode().hex(),
    "Base64": base64.b64encode(NUMBER.encode()).decode(),
    "Base64 behind one byte": base64.b64encode(b"x" + NUMBER.encode()).decode(),
    "Base64 behind two bytes": base64.b64encode(b"xy" + NUMBER.encode() + b"z").decode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_found_in_every_form(form: str) -> None:
    assert traces(FORMS[form].encode()) == ["a card number"]


@pytest.mark.parametrize("card", ALL)
def test_every_field_of_every_card_is_found(card: object) -> None:
    assert len(traces(repr(card).encode())) == 4


@pytest.mark.parametrize("text", [CARD.name.upper(), quote(CARD.name), quote_plus(CARD.name)])
def test_a_name_is_found_in_any_case_and_in_urls(text: str) -> None:
    assert traces(text.encode()) == ["a cardholder's name"]


@pytest.mark.parametrize(
    "text",
    [
        '{"securityCode": "123"}',
        json.dumps(json.dumps({"securityCode": "9999"})),
        "securityCode=555&",
        f'{{"code":"{CARD.securityCode}"}}',
    ],
)
def test_a_security_code_is_found_by_its_name_or_as_a_value(text: str) -> None:
    assert traces(text.encode()) == ["a security code"]


def test_what_is_no_trace_of_a_card_is_left_alone() -> None:
    harmless = [str(uuid.uuid4()), "2026-11-23T04:00:00.000Z", "securityCode: /^[0-9]{3,4}$/", NUMBER[:-1]]
    assert traces("\n".join(harmless).encode()) == []


def test_what_was_found_is_not_repeated() -> None:
    assert not any(NUMBER in what for what in traces(NUMBER.encode()))
