"""After all that visitors did, nothing of any card is found anywhere."""

import pytest
from playwright.sync_api import Browser

from tests.conftest import SHOPS
from tests.running import RunningShop
from tests.scanning import scan

pytestmark = pytest.mark.last


@pytest.mark.parametrize("dealt", SHOPS)
def test_no_card_is_found_in_any_place_after_all_visits(
    dealt: int, shop: RunningShop, browser: Browser
) -> None:
    done = scan(shop)
    assert not done.found, sorted(done.found)
    assert done.size > 0
