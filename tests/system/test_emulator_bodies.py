"""Bodies on which LocalEmu by itself fails: the API refuses them as AWS does, in its own words."""

import pytest

from tests.running import RunningShop
from tests.system.asking import Api

OVER_10_MB = b'"' + b"x" * (10 * 1024 * 1024) + b'"'


@pytest.mark.parametrize(
    "body",
    [b'{"input": "\xff"}', b"[" * 100_000, b"1" * 5000],
    ids=["not UTF-8", "deep", "long number"],
)
def test_a_body_that_is_not_json_is_refused_in_json(shop: RunningShop, body: bytes) -> None:
    answer = Api(shop.stage_url, shop.website_url).start(body)
    assert (answer.status, answer.code) == (400, "InvalidRequestBody")
    assert answer.headers["access-control-allow-origin"] in {"*", shop.website_url.rstrip("/")}


def test_a_body_over_10_mb_is_refused_in_json(shop: RunningShop) -> None:
    answer = Api(shop.stage_url, shop.website_url).start(OVER_10_MB)
    assert (answer.status, answer.code) == (413, "RequestTooLarge")
