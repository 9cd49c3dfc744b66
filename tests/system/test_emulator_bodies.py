"""Bodies on which LocalEmu by itself fails: the API refuses them as AWS does, in its own words."""

import gzip
import zlib
from collections.abc import Callable

import pytest

from tests.running import RunningShop
from tests.system.asking import Api

GOOD_JSON = b'{"input": {}}'
OVER_10_MB = b'"' + b"x" * (10 * 1024 * 1024) + b'"'


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_that_only_claims_to_be_compressed_is_refused_in_json(shop: RunningShop, coding: str) -> None:
    answer = Api(shop.stage_url, shop.website_url).start(GOOD_JSON, **{"Content-Encoding": coding})
    assert (answer.status, answer.code) == (415, "UnsupportedMediaType")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_a_compressed_body_is_unpacked_up_to_10_mb(shop: RunningShop, pack: Callable[[bytes], bytes]) -> None:
    api, coding = Api(shop.stage_url, shop.website_url), "gzip" if pack is gzip.compress else "deflate"
    order_of_nothing = api.start(pack(GOOD_JSON), **{"Content-Encoding": coding})
    assert (order_of_nothing.status, order_of_nothing.code) == (400, "InvalidRequestBody")
    bomb = api.start(pack(OVER_10_MB), **{"Content-Encoding": coding})
    assert (bomb.status, bomb.code) == (413, "RequestTooLarge")


def test_a_request_to_become_a_websocket_is_answered_as_any_other(shop: RunningShop) -> None:
    headers = {"Upgrade": "websocket", "Connection": "Upgrade"}
    answer = Api(shop.stage_url, shop.website_url).start({}, **headers)
    assert (answer.status, answer.code) == (400, "InvalidRequestBody")
