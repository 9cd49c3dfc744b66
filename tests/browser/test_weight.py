"""What the page weighs before the first order."""

import gzip

from tests.browser.visitor import Visitor

LIMIT_BYTES = 60_000  # compressed as CloudFront would, the generated SDK included


def test_the_page_and_its_sdk_are_light(visitor: Visitor) -> None:
    with visitor.page.expect_response("**/apigClient.js"):
        visitor.page.get_by_label("Your name").focus()
    visitor.page.wait_for_function("window.apigClientFactory !== undefined")
    answers = [response for request in visitor.requests if (response := request.response())]
    weights = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers}
    assert any(url.endswith("axios.standalone.js") for url in weights)
    assert sum(weights.values()) < LIMIT_BYTES, weights


def test_the_sdk_is_fetched_only_when_someone_begins_to_order(visitor: Visitor) -> None:
    visitor.page.wait_for_load_state("networkidle")
    assert not [request.url for request in visitor.requests if "/sdk/" in request.url]
