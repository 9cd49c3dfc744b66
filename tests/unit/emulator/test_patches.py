"""What the workarounds compute by themselves."""

import json

import pytest

from local.emulator.patches.gateway_responses import rendered
from local.emulator.patches.requests import check_json, mime_type
from local.emulator.patches.velocity import escape_java_script, shortest_json


def test_a_gateway_response_names_the_request_and_the_error() -> None:
    template = (
        '{"id": "$context.extendedRequestId", "type": "$context.error.responseType", '
        '"message": $context.error.messageString, "again": "$context.error.message"}'
    )
    error = {"message": "no", "messageString": "no", "responseType": "THROTTLED"}
    body = json.loads(rendered(template, {"extendedRequestId": "abc=", "error": error}))
    assert body == {"id": "abc=", "type": "THROTTLED", "message": "no", "again": "no"}


def test_a_message_with_quotes_stays_one_json_string() -> None:
    body = rendered("$context.error.messageString", {"error": {"messageString": 'the "body"\n'}})
    assert json.loads(body) == 'the "body"\n'


def test_a_variable_that_is_not_there_is_empty_and_a_value_is_not_filled_in_again() -> None:
    assert rendered("[$context.nothing.at.all]", {}) == "[]"
    assert rendered("$context.path", {"path": "/$context.stage", "stage": "v1"}) == "/$context.stage"


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json;charset=utf-8", " Application/JSON ; q=1"]
)
def test_a_content_type_is_its_mime_type(content_type: str) -> None:
    assert mime_type(content_type) == "application/json"


@pytest.mark.parametrize("body", [b"", b"{}", '{"name": "Zoë"}'.encode(), b'"\\ud83c\\udf55"'])
def test_json_in_utf_8_and_an_empty_body_pass(body: bytes) -> None:
    check_json(body)


@pytest.mark.parametrize(
    "body",
    [b'"\xff"', '{"a": 1}'.encode("utf-16"), b"\xef\xbb\xbf{}", b"NaN", b"[-Infinity]", b"1" * 5000, b"{"],
)
def test_what_is_not_json_in_utf_8_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        check_json(body)


def test_very_deep_nesting_is_refused() -> None:
    with pytest.raises(RecursionError):
        check_json(b"[" * 200_000)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("O'Neil", r"O\'Neil"),
        ('say "a"', r"say \"a\""),
        ("a\\b", r"a\\b"),
        ("</a>", r"<\/a>"),
        ("\b\t\n\f\r", r"\b\t\n\f\r"),
        ("\0\x1f\x7f", "\\u0000\\u001F\x7f"),
        ("\u00e9\u0fff\u2028", r"\u00E9\u0FFF\u2028"),
        ("\U0001f355", r"\uD83C\uDF55"),
        ("\ud83c", r"\uD83C"),
        ("$x #if `~&<>", "$x #if `~&<>"),
    ],
)
def test_text_is_escaped_as_commons_lang_does(text: str, escaped: str) -> None:
    assert escape_java_script(text) == escaped


def test_json_is_as_short_as_it_can_be_and_can_always_be_encoded() -> None:
    written = shortest_json({"a": ["\u00e9", None, 1.0], "b": "\ud83c"})
    assert written == '{"a":["\u00e9",null,1.0],"b":"\\ud83c"}'
    assert written.encode()
