"""The committed description of the shop's API."""

from tests.plan import openapi


def test_the_committed_description_is_what_the_code_gives() -> None:
    committed = openapi.DOCUMENT.read_text(encoding="utf-8")
    assert committed == openapi.text(), "write it anew: make openapi"
