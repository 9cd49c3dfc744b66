"""What schemathesis is to check of every answer besides what OpenAPI can say."""

import schemathesis

ORIGIN = "https://shop.example"  # whose page may ask the API of `pass_through.py`


@schemathesis.check
def a_page_can_read_it(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """The answer is JSON, whatever was asked, and open to the one page."""
    [allowed] = response.headers.get("access-control-allow-origin", [None])
    assert allowed == ORIGIN, f"pages of {ORIGIN} can't read it: {allowed}"
    [content_type] = response.headers.get("content-type", [None])
    assert content_type == "application/json", content_type
    if case.method != "HEAD":
        assert isinstance(response.json(), dict)
